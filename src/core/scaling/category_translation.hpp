// Categories of a data set in the order of a model's: the same name means the same, whatever its index.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/scaling/input_transform.hpp"

namespace glia {

class CategoryTranslation {
 public:
    // A data set without categories is taken to hold the indices of the transform's. Throws Error where a column has
    // categories in the one and not in the other; `what` opens the text.
    CategoryTranslation(const InputTransform& transform, const Dataset& dataset, std::string_view what);

    // Whether any index becomes another.
    bool changes() const noexcept { return !tables_.empty(); }

    // Copies a row. A category that the transform does not know becomes a missing value.
    void apply(const float* x, float* translated) const noexcept;

 private:
    struct Table {
        std::size_t column;
        std::vector<float> indices;  // of the data set's categories
    };

    std::size_t columns_;
    std::vector<Table> tables_;  // of the columns whose categories are not the same in both
};

}  // namespace glia
