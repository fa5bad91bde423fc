#include "core/scaling/input_transform.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "core/data/each_row.hpp"
#include "core/limits.hpp"

namespace glia {
namespace {

constexpr std::pair<Missing, std::string_view> missing_names[] = {{Missing::mean, "mean"}, {Missing::refuse, "refuse"}};

void check_column(const InputColumn& column, std::size_t index) {
    if (!valid_utf8(column.name)) {
        throw invalid("the name of column {} is not UTF-8: '{}'", index, printable(column.name));
    }
    std::unordered_set<std::string_view> seen;
    for (const std::string& category : column.categories) {
        if (!valid_utf8(category)) {
            throw invalid("category '{}' of column {} is not UTF-8", printable(category), index);
        }
        if (!seen.insert(category).second) {
            throw invalid("category '{}' of column {} stands twice", printable(category), index);
        }
    }
    if (column.categories.size() > max_classes) {
        throw invalid("column {} has {} categories; there can be at most {}", index, column.categories.size(),
                      max_classes);
    }
}

void check_size(const char* what, std::size_t size, std::size_t inputs) {
    if (size != inputs) throw invalid("there are {} {} for {} inputs", size, what, inputs);
}

void check_finite(const char* what, std::span<const double> numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!std::isfinite(numbers[i]))
            throw invalid("the {} of input {} is {}; it must be finite", what, i, numbers[i]);
    }
}

// One-hot inputs are not scaled, and a category's share is one of [0, 1].
void check_category(const InputTransformParts& parts, std::size_t input) {
    if (parts.centers[input] != 0 || parts.scales[input] != 1) {
        throw invalid("input {} stands for a category, but its center is {} and its scale {}; they must be 0 and 1",
                      input, parts.centers[input], parts.scales[input]);
    }
    if (parts.substitutes.empty() || (parts.substitutes[input] >= 0 && parts.substitutes[input] <= 1)) return;
    throw invalid("input {} stands for a category, but its substitute is {}; it must be from 0 to 1", input,
                  parts.substitutes[input]);
}

std::size_t count_inputs(const std::vector<InputColumn>& columns) {
    std::size_t inputs = 0;
    for (const InputColumn& column : columns) inputs += column.inputs();
    return inputs;
}

std::vector<InputColumn> columns_of(const Dataset& dataset) {
    std::vector<InputColumn> columns(dataset.features());
    for (std::size_t j = 0; j < columns.size(); ++j) {
        const auto categories = dataset.categories(j);
        columns[j].categories.assign(categories.begin(), categories.end());
        if (dataset.has_feature_names()) columns[j].name = dataset.feature_name(j);
    }
    return columns;
}

void refuse_missing(const Dataset& dataset) {
    const auto cell = dataset.first_missing();
    if (!cell) return;
    throw invalid(
        "row {}, column {} ({}), counted from 0, has no value; the policy for missing values must be 'mean', or every "
        "value be known",
        cell->row, cell->feature, printable(dataset.feature_name(cell->feature)));
}

// How many rows have each category; empty for a column of numbers.
using CategoryCounts = std::vector<std::vector<std::size_t>>;

CategoryCounts no_counts(const std::vector<InputColumn>& columns) {
    CategoryCounts counts;
    counts.reserve(columns.size());
    for (const InputColumn& column : columns) counts.emplace_back(column.categories.size());
    return counts;
}

void count_categories(const float* row, CategoryCounts& counts) {
    for (std::size_t j = 0; j < counts.size(); ++j) {
        if (!counts[j].empty() && !std::isnan(row[j])) ++counts[j][static_cast<std::size_t>(row[j])];
    }
}

// The share of each category among the rows in which the column's is known.
void append_shares(const std::vector<std::size_t>& counts, std::size_t known, std::vector<double>& shares) {
    for (const std::size_t each : counts) shares.push_back(static_cast<double>(each) / static_cast<double>(known));
}

void check_known(const Dataset& dataset, const ColumnStatistics& statistics, std::size_t column) {
    if (statistics.count > 0) return;
    throw invalid("column {} ({}) has no known value in {} rows: nothing can be fitted to it; leave the column out",
                  column, printable(dataset.feature_name(column)), dataset.rows());
}

// Far-out values of a column whose scale is tiny can be more than float32 holds.
void check_range(const Dataset& dataset, const ColumnStatistics& statistics, const Scale& scale, std::size_t column) {
    for (const double x : {statistics.minimum, statistics.maximum}) {
        const double z = (x - scale.center) / scale.scale;
        if (std::abs(z) <= std::numeric_limits<float>::max()) continue;
        throw invalid("column {} ({}): {:g} would be scaled to {:g}, which float32 cannot hold; choose another scaling",
                      column, printable(dataset.feature_name(column)), x, z);
    }
}

}  // namespace

std::string_view missing_name(Missing missing) noexcept {
    return missing == Missing::mean ? "mean" : "refuse";
}

Missing parse_missing(std::string_view name) {
    std::vector<std::string> known;
    for (const auto& [missing, each] : missing_names) {
        if (each == name) return missing;
        known.emplace_back(each);
    }
    throw unknown_name("policy for missing values", name, known);
}

InputTransform::InputTransform(InputTransformParts parts) : parts_(std::move(parts)) {
    const std::size_t inputs = count_inputs(parts_.columns);
    if (parts_.columns.empty() || parts_.columns.size() > max_columns) {
        throw invalid("there are {} columns to be scaled; there must be from 1 to {}", parts_.columns.size(),
                      max_columns);
    }
    check_width("the number of inputs", inputs);
    if (Scaling(parts_.scaling).spec() != parts_.scaling) {
        throw invalid("scaling '{}' is not in its shortest form", printable(parts_.scaling));
    }
    check_size("centers", parts_.centers.size(), inputs);
    check_size("scales", parts_.scales.size(), inputs);
    check_size("substitutes", parts_.substitutes.size(), parts_.missing == Missing::mean ? inputs : 0);
    check_finite("center", parts_.centers);
    check_finite("scale", parts_.scales);
    check_finite("substitute", parts_.substitutes);
    std::size_t input = 0;
    for (std::size_t j = 0; j < parts_.columns.size(); ++j) {
        const InputColumn& column = parts_.columns[j];
        check_column(column, j);
        all_numbers_ = all_numbers_ && column.categories.empty();
        for (const std::size_t end = input + column.inputs(); input < end; ++input) {
            if (!(parts_.scales[input] > 0)) {
                throw invalid("the scale of input {} is {}; it must be above 0", input, parts_.scales[input]);
            }
            if (!column.categories.empty()) check_category(parts_, input);
        }
    }
}

std::string InputTransform::column_name(std::size_t column) const {
    const std::string& name = parts_.columns[column].name;
    return name.empty() ? std::to_string(column) : name;
}

std::size_t InputTransform::first_input(std::size_t column) const noexcept {
    std::size_t input = 0;
    for (std::size_t j = 0; j < column; ++j) input += parts_.columns[j].inputs();
    return input;
}

Scale InputTransform::scale_of(std::size_t column) const noexcept {
    const std::size_t input = all_numbers_ ? column : first_input(column);
    return {parts_.centers[input], parts_.scales[input]};
}

Error InputTransform::missing_value(std::size_t row, std::size_t column) const {
    return invalid("row {}, column {} ({}), counted from 0, has no value, and the model refuses missing values", row,
                   column, printable(column_name(column)));
}

// z = (x - center) / scale
template <class From, class To>
void InputTransform::apply_number(From x, std::size_t row, std::size_t column, std::size_t input, To* z) const {
    double value = static_cast<double>(x);
    if (std::isnan(value)) {
        if (parts_.missing == Missing::refuse) throw missing_value(row, column);
        value = parts_.substitutes[input];
    }
    z[input] = static_cast<To>((value - parts_.centers[input]) / parts_.scales[input]);
}

template <class From, class To>
void InputTransform::apply_category(From x, std::size_t row, std::size_t column, std::size_t input, To* z) const {
    const std::size_t count = parts_.columns[column].categories.size();
    if (std::isnan(x)) {
        if (parts_.missing == Missing::refuse) throw missing_value(row, column);
        for (std::size_t k = 0; k < count; ++k) z[input + k] = static_cast<To>(parts_.substitutes[input + k]);
        return;
    }
    const auto most = static_cast<From>(count - 1);
    if (!(x >= 0 && x <= most && x == std::trunc(x))) {
        throw invalid(
            "row {}, column {} ({}), counted from 0, is {}; with {} categories it must be a whole number from "
            "0 to {}",
            row, column, printable(column_name(column)), x, count, count - 1);
    }
    std::fill_n(z + input, count, To{0});
    z[input + static_cast<std::size_t>(x)] = To{1};
}

template <class From, class To>
void InputTransform::apply(const From* x, std::size_t row, To* z) const {
    if (all_numbers_) {
        for (std::size_t j = 0; j < columns(); ++j) apply_number(x[j], row, j, j, z);
        return;
    }
    std::size_t input = 0;
    for (std::size_t j = 0; j < columns(); ++j) {
        if (parts_.columns[j].categories.empty()) {
            apply_number(x[j], row, j, input, z);
        } else {
            apply_category(x[j], row, j, input, z);
        }
        input += parts_.columns[j].inputs();
    }
}

InputTransform fit_inputs(const Dataset& dataset, std::string_view spec, Missing missing) {
    const Scaling scaling(spec);
    scaling.require_fit(dataset);
    if (missing == Missing::refuse) refuse_missing(dataset);
    InputTransformParts parts;
    parts.scaling = scaling.spec();
    parts.missing = missing;
    parts.columns = columns_of(dataset);
    check_width("the number of inputs", count_inputs(parts.columns));
    CategoryCounts counts = no_counts(parts.columns);
    ColumnTallies tallies(dataset.features());
    each_x(dataset, [&](const float* row) {
        tallies.add(row);
        if (dataset.has_categories()) count_categories(row, counts);
    });
    std::vector<ColumnStatistics> statistics = tallies.statistics();
    if (scaling.needs_quartiles()) {
        add_quartiles({dataset.rows(), dataset.features(),
                       [&](std::size_t i, float* buffer) { return dataset.read_x(i, buffer); }},
                      statistics);
    }
    for (std::size_t j = 0; j < parts.columns.size(); ++j) {
        check_known(dataset, statistics[j], j);
        const bool is_number = parts.columns[j].categories.empty();
        const Scale scale = is_number ? scaling.fit(statistics[j]) : Scale{};
        check_range(dataset, statistics[j], scale, j);
        parts.centers.insert(parts.centers.end(), parts.columns[j].inputs(), scale.center);
        parts.scales.insert(parts.scales.end(), parts.columns[j].inputs(), scale.scale);
        if (missing == Missing::refuse) continue;
        if (is_number) {
            parts.substitutes.push_back(statistics[j].mean);
        } else {
            append_shares(counts[j], statistics[j].count, parts.substitutes);
        }
    }
    return InputTransform(std::move(parts));
}

template void InputTransform::apply(const float*, std::size_t, float*) const;
template void InputTransform::apply(const float*, std::size_t, double*) const;
template void InputTransform::apply(const double*, std::size_t, double*) const;

}  // namespace glia
