#include "core/scaling/row_reader.hpp"

#include <algorithm>
#include <type_traits>

#include "base/prefetch.hpp"
#include "core/elementwise.hpp"

namespace glia {

template <class T>
RowReader<T>::RowReader(const Dataset& dataset, const InputTransform* transform, std::size_t max_rows)
    : dataset_(dataset),
      transform_(transform),
      max_rows_(max_rows),
      inputs_(transform != nullptr ? transform->inputs() : dataset.features()) {
    row_.resize(dataset.features());
    if (transform == nullptr) return;
    translation_.emplace(*transform, dataset, "the data set");
    if (!translation_->changes()) translation_.reset();
    if (translation_) translated_.resize(dataset.features());
}

template <class T>
const T* RowReader<T>::read(std::span<const std::size_t> order, std::size_t first, std::size_t rows, Workers& workers) {
    if constexpr (std::is_same_v<T, float>) {
        if (transform_ == nullptr && dataset_.in_place() && (rows == 1 || (order.empty() && dataset_.contiguous()))) {
            return dataset_.x(order.empty() ? first : order[first]);
        }
    }
    T* const inputs = place();
    if (transform_ == nullptr && dataset_.in_place()) {
        gather(order, first, rows, inputs, workers);
        return inputs;
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t row = order.empty() ? first + i : order[first + i];
        transform(dataset_.read_x(row, row_.data()), row, inputs + i * inputs_);
    }
    return inputs;
}

// Rows that are inputs as they are: copied by the whole team, since they are far apart in memory and seldom in a cache.
template <class T>
void RowReader<T>::gather(std::span<const std::size_t> order, std::size_t first, std::size_t rows, T* inputs,
                          Workers& workers) {
    const auto x = [&](std::size_t i) { return dataset_.x(order.empty() ? first + i : order[first + i]); };
    const std::size_t ahead = rows_ahead(inputs_);
    run_rows(workers, rows, inputs_, [&](std::size_t begin, std::size_t count) noexcept {
        for (std::size_t i = begin; i < begin + count; ++i) {
            if (!order.empty() && i + ahead < begin + count) prefetch(x(i + ahead), inputs_);
            std::copy_n(x(i), inputs_, inputs + i * inputs_);
        }
    });
}

template <class T>
const T* RowReader<T>::transform_rows(const float* x, std::size_t first, std::size_t rows) {
    if constexpr (std::is_same_v<T, float>) {
        if (transform_ == nullptr) return x;
    }
    T* const inputs = place();
    for (std::size_t i = 0; i < rows; ++i) transform(x + i * dataset_.features(), first + i, inputs + i * inputs_);
    return inputs;
}

template <class T>
T* RowReader<T>::place() {
    if (x_.empty()) x_ = Buffer<T>(checked_product(max_rows_, inputs_));
    return x_.data();
}

template <class T>
void RowReader<T>::transform(const float* x, std::size_t row, T* inputs) {
    if (transform_ == nullptr) {
        std::copy_n(x, inputs_, inputs);
        return;
    }
    if (translation_) {
        translation_->apply(x, translated_.data());
        x = translated_.data();
    }
    transform_->apply(x, row, inputs);
}

template class RowReader<float>;
template class RowReader<double>;

}  // namespace glia
