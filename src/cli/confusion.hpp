// The confusion matrix, for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace glia::cli {

// matrix: names.size() squared, as glia_metrics_confusion fills it. Classes that are too many for a table of `width`
// characters give a list of the commonest confusions instead.
std::string confusion_text(const std::vector<std::uint64_t>& matrix, const std::vector<std::string>& names,
                           std::size_t width);

}  // namespace glia::cli
