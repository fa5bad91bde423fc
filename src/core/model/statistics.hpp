// The tensors that no gradient reaches: running statistics.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/model/model.hpp"

namespace glia {

// Calls each(layer, tensor) for all of them.
template <class T, class Each>
void each_statistic(const Model<T>& model, const Each& each) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (!tensor.trainable) each(i, tensor);
        }
    }
}

// Their numbers, one tensor after the other.
template <class T>
std::vector<T> statistics_of(const Model<T>& model) {
    std::vector<T> numbers;
    each_statistic(model, [&](std::size_t layer, const Tensor& tensor) {
        const std::span<const T> values = model.values(layer, tensor);
        numbers.insert(numbers.end(), values.begin(), values.end());
    });
    return numbers;
}

template <class T>
void set_statistics(Model<T>& model, std::span<const T> numbers) {
    each_statistic(model, [&](std::size_t layer, const Tensor& tensor) {
        std::ranges::copy(numbers.first(tensor.size), model.values(layer, tensor).begin());
        numbers = numbers.subspan(tensor.size);
    });
}

}  // namespace glia
