// Optimizers: from gradients to new parameters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "base/spec.hpp"

namespace glia {

// An optimizer's rule, without memory of its own.
template <class T>
class Optimizer {
 public:
    virtual ~Optimizer() = default;

    static constexpr std::size_t most_slots = 4;
    // Numbers that are remembered for each parameter; at most most_slots.
    virtual std::size_t slots() const noexcept = 0;

    // One update of `size` parameters. step counts from 1; state holds slots() arrays of `size` numbers, 0 before the
    // first step. Each parameter is updated on its own, so any part of the arrays can be updated alone.
    virtual void update(std::uint64_t step, std::size_t size, T* parameters, const T* gradients,
                        std::span<T* const> state) const = 0;
};

// What an optimizer remembers: part of a checkpoint.
template <class T>
struct OptimizerState {
    std::uint64_t step = 0;
    std::vector<Buffer<T>> slots;
};

std::span<const SpecDefinition> optimizer_definitions();

// Throws Error for a spec that is not right.
template <class T>
std::unique_ptr<const Optimizer<T>> make_optimizer(std::string_view spec);

}  // namespace glia
