// Rows of a data set on their way into the network, with their targets, in an epoch's order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/buffer.hpp"
#include "core/dataset.hpp"
#include "core/loss.hpp"
#include "core/model.hpp"
#include "core/row_reader.hpp"

namespace glia {

template <class T>
struct Batch {
    std::size_t rows;
    const T* x;  // dense
    Targets<T> targets;
};

// The order of one pass over all rows. It follows from these numbers alone, so a pass can be taken up in its middle.
struct EpochOrder {
    bool shuffle = false;  // else rows come as they stand
    std::uint64_t seed = 0;
    std::uint32_t epoch = 0;    // each has an order of its own
    std::size_t batch = 0;      // rows of a mini-batch: the order within one single batch does not matter
    std::size_t first_row = 0;  // how many rows of the order are done already
};

// Fetches the rows of one data set, pass after pass, a limited number at a time.
template <class T>
class BatchReader {
 public:
    // Rows and target values come as the model's first and last layers want them. Where the loss takes no classes, they
    // come as one-hot values of as many numbers as the model has outputs (one output: 0 or 1).
    BatchReader(const Dataset& dataset, const Model<T>& model, std::size_t max_rows, const Loss<T>& loss);

    // Starts a pass; nothing can be read before the first.
    void begin(const EpochOrder& order);
    // The next rows of the pass: `rows`, or what is left of it. At most max_rows. What the batch points to is valid until
    // the next call.
    Batch<T> read(std::size_t rows);

 private:
    std::size_t row_at(std::size_t i) const noexcept { return order_.empty() ? i : order_[i]; }
    Targets<T> read_targets(std::size_t first, std::size_t rows);
    void read_values(std::size_t row, T* values) const;
    const T* read_weights(std::size_t first, std::size_t rows);

    const Dataset& dataset_;
    std::vector<std::size_t> order_;  // empty: as they stand
    std::size_t next_ = 0;            // place in the order
    const TargetTransform* transform_;
    std::size_t outputs_;
    bool as_values_;
    std::size_t max_rows_;
    RowReader<T> rows_;
    Buffer<T> values_;
    Buffer<std::int32_t> classes_;
    Buffer<T> weights_;
};

}  // namespace glia
