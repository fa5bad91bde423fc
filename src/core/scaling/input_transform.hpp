// From the columns of a row, as users have them, to the inputs of the network: numbers scaled, categories one-hot, what
// is missing replaced.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/scaling/scaling.hpp"

namespace glia {

// What becomes of a value that is missing.
enum class Missing {
    refuse,
    mean,  // of the known values in the rows that the transform was fitted to; of a category: the share of each
};

std::string_view missing_name(Missing missing) noexcept;
// Throws Error.
Missing parse_missing(std::string_view name);

// A file of a few bytes must not cost gigabytes of columns.
inline constexpr std::size_t max_columns = 1'000'000;

struct InputColumn {
    std::string name;                     // "": known by its index
    std::vector<std::string> categories;  // empty: a number

    std::size_t inputs() const noexcept { return categories.empty() ? 1 : categories.size(); }
};

// What a transform is made of. Scales and substitutes have an entry for each input of the network: one for a number,
// one for each category.
struct InputTransformParts {
    std::string scaling;  // the spec that the scales were fitted by
    Missing missing = Missing::refuse;
    std::vector<InputColumn> columns;
    std::vector<double> centers;
    std::vector<double> scales;
    std::vector<double> substitutes;  // for a value that is missing, not scaled; empty where missing values are refused
};

class InputTransform {
 public:
    // Throws Error where the parts do not fit, or a number is impossible.
    explicit InputTransform(InputTransformParts parts);

    const InputTransformParts& parts() const noexcept { return parts_; }
    std::size_t columns() const noexcept { return parts_.columns.size(); }
    std::size_t inputs() const noexcept { return parts_.centers.size(); }
    // The column's name, or its index in decimal.
    std::string column_name(std::size_t column) const;
    // The first of the inputs that a column becomes.
    std::size_t first_input(std::size_t column) const noexcept;
    // How a column of numbers is scaled.
    Scale scale_of(std::size_t column) const noexcept;

    // z (inputs) from x (columns). `row` is for the text of the Error that is thrown for a value that is missing and
    // must not be, or an index that is no category's.
    template <class From, class To>
    void apply(const From* x, std::size_t row, To* z) const;

 private:
    template <class From, class To>
    void apply_number(From x, std::size_t row, std::size_t column, std::size_t input, To* z) const;
    template <class From, class To>
    void apply_category(From x, std::size_t row, std::size_t column, std::size_t input, To* z) const;
    Error missing_value(std::size_t row, std::size_t column) const;

    InputTransformParts parts_;
    bool all_numbers_ = true;
};

// Fits scales and substitutes to the rows of a data set. Throws Error: a bad spec, a column of which nothing is known,
// values that are missing where they are refused, or more inputs than a network can have.
InputTransform fit_inputs(const Dataset& dataset, std::string_view scaling, Missing missing);

}  // namespace glia
