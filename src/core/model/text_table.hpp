// Tables for people: columns of equal width, numbers to the right and text to the left.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glia {

using TextRow = std::vector<std::string>;

// A line for each row. is_text: of each column.
std::string align(const std::vector<TextRow>& rows, const std::vector<bool>& is_text);

// 1234567 -> "1,234,567".
std::string grouped(std::size_t number);

}  // namespace glia
