#include "core/model/describe_scaling.hpp"

#include <algorithm>
#include <vector>

#include "base/format.hpp"
#include "base/text.hpp"
#include "core/model/text_table.hpp"

namespace glia {
namespace {

// Rows of a table that are shown of a wide model.
constexpr std::size_t most_rows = 20;
// Bytes of a name, and of a list of categories, that are shown.
constexpr std::size_t name_limit = 30;
constexpr std::size_t list_limit = 60;

std::string number(double value) {
    return format("{:.6g}", value);
}

std::string more_rows(std::size_t all) {
    return all > most_rows ? format("... and {} more\n", grouped(all - most_rows)) : "";
}

std::string list_of(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        if (list.size() > list_limit) break;
        list += (list.empty() ? "" : ", ") + name;
    }
    return printable(list, list_limit);
}

TextRow row_of(const InputTransform& transform, std::size_t column) {
    const InputTransformParts& parts = transform.parts();
    const InputColumn& described = parts.columns[column];
    const std::string name = printable(transform.column_name(column), name_limit);
    if (!described.categories.empty()) {
        return {std::to_string(column),       name, format("one-hot of {}", described.categories.size()), "", "", "",
                list_of(described.categories)};
    }
    const Scale scale = transform.scale_of(column);
    const std::string missing =
        parts.missing == Missing::mean ? number(parts.substitutes[transform.first_input(column)]) : "";
    return {std::to_string(column), name, parts.scaling, number(scale.center), number(scale.scale), missing, ""};
}

std::string describe_inputs(const InputTransform& transform) {
    const bool by_mean = transform.parts().missing == Missing::mean;
    std::vector<TextRow> rows = {{"input", "name", "scaling", "center", "scale", by_mean ? "mean" : "", ""}};
    for (std::size_t j = 0; j < std::min(transform.columns(), most_rows); ++j) rows.push_back(row_of(transform, j));
    return "\n" + align(rows, {false, true, true, false, false, false, true}) + more_rows(transform.columns()) +
           (by_mean ? "a missing value becomes the mean; a missing category, the share of each\n"
                    : "missing values are refused\n");
}

std::string describe_targets(const TargetTransform& transform) {
    std::vector<TextRow> rows = {{"output", "scaling", "center", "scale"}};
    for (std::size_t j = 0; j < std::min(transform.outputs(), most_rows); ++j) {
        rows.push_back(
            {std::to_string(j), transform.scaling(), number(transform.centers()[j]), number(transform.scales()[j])});
    }
    return "\n" + align(rows, {false, true, false, false}) + more_rows(transform.outputs());
}

}  // namespace

std::string describe_scaling(const InputTransform* inputs, const TargetTransform* targets) {
    return (inputs != nullptr ? describe_inputs(*inputs) : "") + (targets != nullptr ? describe_targets(*targets) : "");
}

}  // namespace glia
