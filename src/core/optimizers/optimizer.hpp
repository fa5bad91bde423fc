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

// Where training is.
struct OptimizerStep {
    std::uint64_t number = 1;  // of the update, counted from 1
    double rate = 1;           // what a schedule multiplies the learning rate by
};

// What an update multiplies by, the same for every parameter.
struct UpdateFactors {
    double rate = 0;           // the learning rate, with the schedule's factor and the rule's own corrections
    double gradient_rate = 0;  // of the gradient, where it counts beside its momentum (Nadam)
    double scale = 1;          // of the root of the second moment
    double kept = 1;           // of the parameter, where it decays
};

// An optimizer's rule, without memory of its own: what it needs beside the slots follows from the number of the update.
template <class T>
class Optimizer {
 public:
    virtual ~Optimizer() = default;

    static constexpr std::size_t most_slots = 4;
    // Numbers that are remembered for each parameter; at most most_slots.
    virtual std::size_t slots() const noexcept = 0;

    // What a slot's numbers are before the first update.
    virtual double slot_start(std::size_t) const noexcept { return 0; }

    // Before any schedule; NaN where there is none, and so nothing that a schedule could change.
    virtual double learning_rate() const noexcept = 0;

    // Whether the gradient must be that of all rows: of its sign alone, little is left in a mini-batch's noise.
    virtual bool needs_full_batch() const noexcept { return false; }

    // Whether a parameter loses its gradient times the rate, and nothing else happens.
    virtual bool is_plain_descent() const noexcept { return false; }

    // Whether a gradient that is not finite leaves a mark: a new parameter or number of a slot that is not finite either.
    virtual bool shows_gradients() const noexcept { return true; }

    // Of one update. Parameters are updated in blocks, for each of which powers and roots would cost as much as a good
    // part of the block does: so they are taken once.
    virtual UpdateFactors factors(const OptimizerStep& step) const { return {.rate = step.rate * learning_rate()}; }

    // One update of `size` parameters; state holds slots() arrays of `size` numbers. Each parameter is updated on its
    // own, so any part of the arrays can be updated alone.
    virtual void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                        std::span<T* const> state) const = 0;
};

// What an optimizer remembers: part of a checkpoint.
template <class T>
struct OptimizerState {
    std::uint64_t step = 0;  // updates made
    std::vector<Buffer<T>> slots;
};

std::span<const SpecDefinition> optimizer_definitions();

// An optimizer that updates each parameter on its own; lbfgs does not, and is made from lbfgs_settings
// (core/optimizers/lbfgs.hpp). Throws Error for a spec that is not right.
template <class T>
std::unique_ptr<const Optimizer<T>> make_optimizer(std::string_view spec);

}  // namespace glia
