// Rows of a data set on their way into the network, with their targets, in an epoch's order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/buffer.hpp"
#include "core/data/dataset.hpp"
#include "core/data/epoch_order.hpp"
#include "core/data/stream_reader.hpp"
#include "core/losses/loss.hpp"
#include "core/model/model.hpp"
#include "core/scaling/row_reader.hpp"

namespace glia {

template <class T>
struct Batch {
    std::size_t rows;
    const T* x;  // dense
    Targets<T> targets;
};

// Fetches the rows of one data set, pass after pass, a limited number at a time. Whether rows are in memory or streamed
// is the same to whoever reads.
template <class T>
class BatchReader {
 public:
    // Rows and target values come as the model's first and last layers want them. Where the loss takes no classes, they
    // come as one-hot values of as many numbers as the model has outputs (one output: 0 or 1).
    BatchReader(const Dataset& dataset, const Model<T>& model, std::size_t max_rows, const Loss<T>& loss);

    // Starts a pass; nothing can be read before the first.
    void begin(const EpochOrder& order);
    // The next rows of the pass: `rows`, or what is left of it. At most max_rows. What the batch points to is valid
    // until the next call.
    Batch<T> read(std::size_t rows, Workers& workers);

 private:
    std::size_t row_at(std::size_t i) const noexcept { return order_.empty() ? i : order_[i]; }
    Targets<T> read_targets(std::size_t first, std::size_t rows);
    void read_values(std::size_t row, T* values) const;
    const T* read_weights(std::size_t first, std::size_t rows);

    const float* row_targets(std::size_t row) const;
    std::int32_t row_class(std::size_t row) const;

    const Dataset& dataset_;
    std::optional<StreamReader> stream_;
    RowChunk chunk_;  // of a stream: the rows from chunk_first_ on
    std::size_t chunk_first_ = 0;
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
