#include "core/scaling/scaling.hpp"

#include <array>

#include "base/error.hpp"

namespace glia {
namespace {

constexpr double widest = 1e6;  // of the bounds that min_max takes: far from where float32 runs out

Scale none(const ColumnStatistics&, std::span<const double>) {
    return {};
}

// (x - mean) / deviation
Scale standardize(const ColumnStatistics& column, std::span<const double>) {
    return {column.mean, column.deviation};
}

// low + (x - minimum) / (maximum - minimum) * (high - low), in the form (x - center) / scale
Scale min_max(const ColumnStatistics& column, std::span<const double> bounds) {
    const double scale = (column.maximum - column.minimum) / (bounds[1] - bounds[0]);
    // A constant column becomes `low`, as in the middle of the formula.
    return {column.minimum - bounds[0] * (scale > 0 ? scale : 1), scale};
}

// (x - median) / (third quartile - first quartile)
Scale robust(const ColumnStatistics& column, std::span<const double>) {
    return {column.median, column.third_quartile - column.first_quartile};
}

struct Kind {
    SpecDefinition definition;
    Scale (*fit)(const ColumnStatistics&, std::span<const double>);
    bool needs_quartiles;
};

const std::array<Kind, 4>& kinds() {
    static const std::array<Kind, 4> list = {{
        {{"min_max",
          "from `low` for the smallest value to `high` for the largest",
          {{"low", 0, -widest, widest}, {"high", 1, -widest, widest}}},
         min_max,
         false},
        {{"none", "numbers as they are", {}}, none, false},
        {{"robust", "median 0 and interquartile range 1, whatever lies far out", {}}, robust, true},
        {{"standardize", "mean 0 and standard deviation 1", {}}, standardize, false},
    }};
    return list;
}

const std::vector<SpecDefinition>& definitions() {
    static const std::vector<SpecDefinition> list = [] {
        std::vector<SpecDefinition> all;
        for (const Kind& kind : kinds()) all.push_back(kind.definition);
        return all;
    }();
    return list;
}

}  // namespace

std::span<const SpecDefinition> scaling_definitions() {
    return definitions();
}

Scaling::Scaling(std::string_view text) {
    const Spec spec = parse_spec("scaling", text);
    const SpecDefinition& definition = find_definition("scaling", spec.name, definitions());
    values_ = bind_spec("scaling", spec, definition);
    spec_ = format_spec(definition, values_);
    kind_ = static_cast<std::size_t>(&definition - definitions().data());
    if (kinds()[kind_].fit == min_max && !(values_[0] < values_[1])) {
        throw invalid("scaling 'min_max': low is {} and high is {}; low must be below high", format_number(values_[0]),
                      format_number(values_[1]));
    }
}

bool Scaling::is_none() const noexcept {
    return kinds()[kind_].fit == none;
}

Scale Scaling::fit(const ColumnStatistics& column) const noexcept {
    Scale result = kinds()[kind_].fit(column, values_);
    // Also where more than half of the values are the same, and the interquartile range is 0.
    if (!(result.scale > 0)) result.scale = 1;
    return result;
}

bool Scaling::needs_quartiles() const noexcept {
    return kinds()[kind_].needs_quartiles;
}

void Scaling::require_fit(const Dataset& dataset) const {
    if (dataset.rows() == 0) throw invalid("the data set has no rows: nothing can be fitted to it");
    if (!dataset.streamed() || !needs_quartiles()) return;
    throw error(GLIA_ERROR_UNSUPPORTED,
                "scaling '{}' needs the median and the quartiles of each column, for which all its numbers must be in "
                "memory; the data set is a stream: take standardize or min_max, or open it in memory",
                spec_);
}

}  // namespace glia
