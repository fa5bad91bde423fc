#include "core/training/batch.hpp"

#include <algorithm>
#include <numeric>

#include "core/rng.hpp"
#include "core/training/target_check.hpp"

namespace glia {

template <class T>
BatchReader<T>::BatchReader(const Dataset& dataset, const Model<T>& model, std::size_t max_rows, const Loss<T>& loss)
    : dataset_(dataset),
      transform_(model.target_transform()),
      outputs_(model.outputs()),
      as_values_(!loss.takes_classes() || !dataset.has_classes()),
      max_rows_(max_rows),
      rows_(dataset, model.input_transform(), max_rows) {
    if (as_values_) values_ = Buffer<T>(checked_product(max_rows, outputs_));
    if (dataset.has_classes()) classes_ = Buffer<std::int32_t>(max_rows);
    if (dataset.has_weights() || !dataset.class_weights().empty()) weights_ = Buffer<T>(max_rows);
    if (!dataset.streamed()) return;
    stream_.emplace(dataset, max_rows, TargetCheck<T>(loss, transform_));
}

template <class T>
void BatchReader<T>::begin(const EpochOrder& order) {
    const std::size_t rows = dataset_.rows();
    next_ = order.first_row;
    if (stream_) return stream_->begin(order);
    // Full-batch descent reads rows where they lie.
    order_.resize(order.shuffles(rows) ? rows : 0);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    Random random(order.seed, RandomUse::shuffle, order.epoch);
    shuffle(order_, random);
}

template <class T>
Batch<T> BatchReader<T>::read(std::size_t rows, Workers& workers) {
    const std::size_t first = next_;
    rows = std::min({rows, max_rows_, dataset_.rows() - first});
    next_ += rows;
    chunk_first_ = first;
    if (!stream_) return {rows, rows_.read(order_, first, rows, workers), read_targets(first, rows)};
    chunk_ = stream_->read(rows);
    return {rows, rows_.transform_rows(chunk_.x, first, rows), read_targets(first, rows)};
}

template <class T>
const float* BatchReader<T>::row_targets(std::size_t row) const {
    return stream_ ? chunk_.targets + (row - chunk_first_) * outputs_ : dataset_.targets(row);
}

template <class T>
std::int32_t BatchReader<T>::row_class(std::size_t row) const {
    return stream_ ? chunk_.classes[row - chunk_first_] : dataset_.class_of(row);
}

template <class T>
Targets<T> BatchReader<T>::read_targets(std::size_t first, std::size_t rows) {
    const T* const weights = read_weights(first, rows);
    if (!dataset_.has_classes()) {
        for (std::size_t i = 0; i < rows; ++i) {
            read_values(row_at(first + i), values_.data() + i * outputs_);
        }
        return {values_.data(), nullptr, weights};
    }
    for (std::size_t i = 0; i < rows; ++i) classes_[i] = row_class(row_at(first + i));
    if (!as_values_) return {nullptr, classes_.data(), weights};
    one_hot(classes_.data(), rows, outputs_, values_.data());
    return {values_.data(), nullptr, weights};
}

template <class T>
void BatchReader<T>::read_values(std::size_t row, T* values) const {
    const float* const targets = row_targets(row);
    if (transform_ != nullptr) {
        transform_->apply(targets, values);
    } else {
        std::copy_n(targets, outputs_, values);
    }
}

template <class T>
const T* BatchReader<T>::read_weights(std::size_t first, std::size_t rows) {
    if (weights_.empty()) return nullptr;
    const std::vector<float>& of_classes = dataset_.class_weights();
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t row = row_at(first + i);
        weights_[i] = static_cast<T>(of_classes.empty() ? dataset_.weight(row)
                                                        : of_classes[static_cast<std::size_t>(row_class(row))]);
    }
    return weights_.data();
}

template class BatchReader<float>;
template class BatchReader<double>;

}  // namespace glia
