#include "core/batch.hpp"

#include <algorithm>
#include <numeric>
#include <type_traits>

#include "core/rng.hpp"

namespace glia {
namespace {

template <class T>
void copy(const float* from, std::size_t size, T* to) {
    for (std::size_t j = 0; j < size; ++j) to[j] = from[j];
}

}  // namespace

template <class T>
BatchReader<T>::BatchReader(const Dataset& dataset, std::size_t max_rows, std::size_t outputs, const Loss<T>& loss)
    : dataset_(dataset),
      outputs_(outputs),
      as_values_(!loss.takes_classes() || !dataset.has_classes()),
      max_rows_(max_rows) {
    if (as_values_) values_ = Buffer<T>(checked_product(max_rows, outputs));
    if (dataset.has_classes()) classes_ = Buffer<std::int32_t>(max_rows);
    if (dataset.has_weights()) weights_ = Buffer<T>(max_rows);
}

template <class T>
void BatchReader<T>::begin(const EpochOrder& order) {
    const std::size_t rows = dataset_.rows();
    next_ = order.first_row;
    // Full-batch descent reads rows where they lie.
    order_.resize(order.shuffle && order.batch < rows ? rows : 0);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    Random random(order.seed, RandomUse::shuffle, order.epoch);
    shuffle(order_, random);
}

template <class T>
Batch<T> BatchReader<T>::read(std::size_t rows) {
    const std::size_t first = next_;
    rows = std::min({rows, max_rows_, dataset_.rows() - first});
    next_ += rows;
    return {rows, read_x(first, rows), read_targets(first, rows)};
}

template <class T>
const T* BatchReader<T>::read_x(std::size_t first, std::size_t rows) {
    if constexpr (std::is_same_v<T, float>) {
        if (order_.empty() && dataset_.contiguous()) return dataset_.x(first);
    }
    const std::size_t features = dataset_.features();
    if (x_.empty()) x_ = Buffer<T>(checked_product(max_rows_, features));
    for (std::size_t i = 0; i < rows; ++i) copy_row(row_at(first + i), x_.data() + i * features);
    return x_.data();
}

template <class T>
void BatchReader<T>::copy_row(std::size_t row, T* to) {
    if constexpr (std::is_same_v<T, float>) {
        dataset_.copy_x(row, to);
    } else {
        row_.resize(dataset_.features());
        dataset_.copy_x(row, row_.data());
        copy(row_.data(), row_.size(), to);
    }
}

template <class T>
Targets<T> BatchReader<T>::read_targets(std::size_t first, std::size_t rows) {
    const T* const weights = read_weights(first, rows);
    if (!dataset_.has_classes()) {
        for (std::size_t i = 0; i < rows; ++i) {
            copy(dataset_.targets(row_at(first + i)), outputs_, values_.data() + i * outputs_);
        }
        return {values_.data(), nullptr, weights};
    }
    for (std::size_t i = 0; i < rows; ++i) classes_[i] = dataset_.class_of(row_at(first + i));
    if (!as_values_) return {nullptr, classes_.data(), weights};
    one_hot(classes_.data(), rows, outputs_, values_.data());
    return {values_.data(), nullptr, weights};
}

template <class T>
const T* BatchReader<T>::read_weights(std::size_t first, std::size_t rows) {
    if (!dataset_.has_weights()) return nullptr;
    for (std::size_t i = 0; i < rows; ++i) weights_[i] = static_cast<T>(dataset_.weight(row_at(first + i)));
    return weights_.data();
}

template class BatchReader<float>;
template class BatchReader<double>;

}  // namespace glia
