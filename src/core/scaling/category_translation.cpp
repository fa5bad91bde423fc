#include "core/scaling/category_translation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"

namespace glia {
namespace {

std::vector<float> indices_in(const std::vector<std::string>& known, std::span<const std::string> names) {
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t k = 0; k < known.size(); ++k) index.emplace(known[k], k);
    std::vector<float> indices;
    for (const std::string& name : names) {
        const auto found = index.find(name);
        const bool unknown = found == index.end();
        indices.push_back(unknown ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(found->second));
    }
    return indices;
}

void require_same_kind(const InputTransform& transform, const Dataset& dataset, std::size_t column,
                       std::string_view what) {
    const bool has = !dataset.categories(column).empty();
    const bool wants = !transform.parts().columns[column].categories.empty();
    if (has == wants) return;
    throw invalid("{}: column {} ({}), counted from 0, holds {}; the model takes {} there", what, column,
                  printable(transform.column_name(column)), has ? "categories" : "numbers",
                  wants ? "categories" : "numbers");
}

}  // namespace

CategoryTranslation::CategoryTranslation(const InputTransform& transform, const Dataset& dataset, std::string_view what)
    : columns_(dataset.features()) {
    if (!dataset.has_categories()) return;
    for (std::size_t j = 0; j < columns_; ++j) {
        require_same_kind(transform, dataset, j, what);
        const std::vector<std::string>& known = transform.parts().columns[j].categories;
        const auto names = dataset.categories(j);
        if (!std::ranges::equal(known, names)) tables_.push_back({j, indices_in(known, names)});
    }
}

void CategoryTranslation::apply(const float* x, float* translated) const noexcept {
    std::copy_n(x, columns_, translated);
    for (const Table& table : tables_) {
        float& value = translated[table.column];
        if (!std::isnan(value)) value = table.indices[static_cast<std::size_t>(value)];
    }
}

}  // namespace glia
