// Rows of a data set as inputs of the network: used where they lie, or else gathered, and transformed where the model
// wants that.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/buffer.hpp"
#include "base/workers.hpp"
#include "core/data/dataset.hpp"
#include "core/scaling/category_translation.hpp"
#include "core/scaling/input_transform.hpp"

namespace glia {

template <class T>
class RowReader {
 public:
    // transform: null where the rows are inputs already.
    RowReader(const Dataset& dataset, const InputTransform* transform, std::size_t max_rows);

    // Rows order[first] to order[first + rows - 1], or first to first + rows - 1 where the order is empty: dense, and
    // valid until the next call. Throws Error for a value that the transform refuses.
    const T* read(std::span<const std::size_t> order, std::size_t first, std::size_t rows, Workers& workers);
    // The same of rows that stand one after another at x, which is valid as long as what is returned. `first` counts
    // the rows before them, for error texts.
    const T* transform_rows(const float* x, std::size_t first, std::size_t rows);

 private:
    T* place();
    void gather(std::span<const std::size_t> order, std::size_t first, std::size_t rows, T* inputs, Workers& workers);
    void transform(const float* x, std::size_t row, T* inputs);

    const Dataset& dataset_;
    const InputTransform* transform_;
    std::optional<CategoryTranslation> translation_;  // nothing where categories are as they should be
    std::vector<float> row_;                          // for rows that must be copied to be read
    std::vector<float> translated_;
    std::size_t max_rows_;
    std::size_t inputs_;
    Buffer<T> x_;
};

}  // namespace glia
