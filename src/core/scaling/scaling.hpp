// Scaling: bringing numbers to a common range before they reach the network.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spec.hpp"
#include "core/data/dataset.hpp"
#include "core/scaling/column_statistics.hpp"

namespace glia {

std::span<const SpecDefinition> scaling_definitions();

// z = (x - center) / scale
struct Scale {
    double center = 0;
    double scale = 1;
};

// A checked scaling, ready to be fitted to columns.
class Scaling {
 public:
    // Throws Error.
    explicit Scaling(std::string_view spec);

    // The spec in its shortest form.
    const std::string& spec() const noexcept { return spec_; }
    bool is_none() const noexcept;

    // Of a column whose values are all the same the scale is 1; so it is where nothing is known.
    Scale fit(const ColumnStatistics& column) const noexcept;
    // Whether it is fitted to quartiles, for which a whole column must be in memory.
    bool needs_quartiles() const noexcept;
    // Throws Error where there is nothing to fit it to, or where a stream cannot give what it is fitted to.
    void require_fit(const Dataset& dataset) const;

 private:
    std::size_t kind_ = 0;
    std::vector<double> values_;
    std::string spec_;
};

}  // namespace glia
