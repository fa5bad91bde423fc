// Rows of a data set on their way into the network: in an epoch's order, gathered where they do not lie ready.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/buffer.hpp"
#include "core/dataset.hpp"
#include "core/loss.hpp"

namespace glia {

template <class T>
struct Batch {
    std::size_t rows;
    const T* x;  // dense
    Targets<T> targets;
};

// Fetches rows of one data set, a limited number at a time.
template <class T>
class BatchReader {
 public:
    // as_values: classes come as one-hot values of `outputs` numbers (one output: 0 or 1).
    BatchReader(const Dataset& dataset, std::size_t max_rows, std::size_t outputs, bool as_values);

    // Rows order[first] to order[first + rows - 1], or first to first + rows - 1 where the order is empty. What the
    // batch points to is valid until the next call.
    Batch<T> read(std::span<const std::size_t> order, std::size_t first, std::size_t rows);

 private:
    const T* read_x(std::span<const std::size_t> order, std::size_t first, std::size_t rows);
    Targets<T> read_targets(std::span<const std::size_t> order, std::size_t first, std::size_t rows);
    const T* read_weights(std::span<const std::size_t> order, std::size_t first, std::size_t rows);

    const Dataset& dataset_;
    std::size_t outputs_;
    bool as_values_;
    std::size_t max_rows_;
    Buffer<T> x_;
    Buffer<T> values_;
    Buffer<std::int32_t> classes_;
    Buffer<T> weights_;
};

}  // namespace glia
