#include "core/model/column_checks.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "core/data/named_row.hpp"
#include "core/scaling/category_translation.hpp"

namespace glia {
namespace {

std::string place(std::string_view what, const Dataset& dataset, std::size_t row, std::size_t column) {
    return format("{}: row {}, column {} ({}), counted from 0,", named_row(what, dataset, row), row, column,
                  printable(dataset.feature_name(column)));
}

void refuse_missing(const Dataset& dataset, RowRange rows, std::string_view what, std::string_view advice) {
    const auto cell = dataset.first_missing(rows.first, rows.count);
    if (cell) throw invalid("{} has no value; {}", place(what, dataset, cell->row, cell->feature), advice);
}

// For a model without a transform: categories would be taken for amounts.
void refuse_categories(const Dataset& dataset, std::string_view what) {
    for (std::size_t j = 0; j < dataset.features(); ++j) {
        if (dataset.categories(j).empty()) continue;
        throw invalid(
            "{}: column {} ({}) holds categories; scale the model's inputs by the training rows, and they "
            "become one input each",
            what, j, printable(dataset.feature_name(j)));
    }
}

Error unknown_category(const std::string& where, const std::string& category) {
    return invalid("{} is '{}', a category that the model does not know", where, printable(category));
}

// The rows of a stream cannot be looked at beforehand; but what a file's columns hold is known of it.
void refuse_unknown_in_stream(const InputTransform& transform, const Dataset& dataset, std::string_view what) {
    for (std::size_t j = 0; j < dataset.features(); ++j) {
        const std::vector<std::string>& known = transform.parts().columns[j].categories;
        for (const std::string& category : dataset.categories(j)) {
            if (std::ranges::find(known, category) != known.end()) continue;
            throw unknown_category(
                format("{}: an entry of column {} ({}), counted from 0,", what, j, printable(dataset.feature_name(j))),
                category);
        }
    }
}

// A category that the model does not know is as good as missing.
void refuse_unknown(const InputTransform& transform, const Dataset& dataset, RowRange rows, std::string_view what) {
    const CategoryTranslation translation(transform, dataset, what);
    if (!translation.changes()) return;
    if (dataset.streamed()) return refuse_unknown_in_stream(transform, dataset, what);
    std::vector<float> row(dataset.features());
    std::vector<float> translated(dataset.features());
    for (std::size_t i = rows.first; i < rows.first + rows.count; ++i) {
        const float* const x = dataset.read_x(i, row.data());
        translation.apply(x, translated.data());
        const auto unknown = std::find_if(translated.begin(), translated.end(), [](float v) { return std::isnan(v); });
        if (unknown == translated.end()) continue;
        const auto j = static_cast<std::size_t>(unknown - translated.begin());
        throw unknown_category(place(what, dataset, i, j), dataset.categories(j)[static_cast<std::size_t>(x[j])]);
    }
}

}  // namespace

template <class T>
void check_columns(const Model<T>& model, const Dataset& dataset, std::string_view what) {
    check_columns(model, dataset, {0, dataset.rows()}, what);
}

template <class T>
void check_columns(const Model<T>& model, const Dataset& dataset, RowRange rows, std::string_view what) {
    if (dataset.features() != model.columns()) {
        throw invalid("{} has {} features; the model takes {}", what, dataset.features(), model.columns());
    }
    const InputTransform* const transform = model.input_transform();
    if (transform == nullptr) {
        refuse_missing(dataset, rows, what, "a model whose inputs are scaled with the policy 'mean' takes that");
        refuse_categories(dataset, what);
    } else if (transform->parts().missing == Missing::refuse) {
        refuse_missing(dataset, rows, what, "the model refuses missing values");
        refuse_unknown(*transform, dataset, rows, what);
    } else {
        const CategoryTranslation fits(*transform, dataset, what);
    }
}

template void check_columns(const Model<float>&, const Dataset&, std::string_view);
template void check_columns(const Model<double>&, const Dataset&, std::string_view);
template void check_columns(const Model<float>&, const Dataset&, RowRange, std::string_view);
template void check_columns(const Model<double>&, const Dataset&, RowRange, std::string_view);

}  // namespace glia
