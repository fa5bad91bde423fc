// Gradients and the optimizer that turns them into new parameters.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/buffer.hpp"
#include "base/workers.hpp"
#include "core/model.hpp"
#include "core/optimizer.hpp"

namespace glia {

template <class T>
class Updater {
 public:
    // Throws Error for a bad spec.
    explicit Updater(std::string_view optimizer);

    // Takes another optimizer, whose state starts afresh. Throws Error and changes nothing.
    void set_optimizer(std::string_view optimizer);

    // The gradient of every parameter, in the order of the model's; all 0 at first.
    std::span<T> gradients(const Model<T>& model);
    std::span<const T> gradients() const noexcept { return gradients_; }

    // One step of the optimizer on every parameter that gradients change; a schedule's factor is in `rate`.
    void update(Model<T>& model, Workers& workers, double rate = 1);

    // Steps made so far.
    std::uint64_t steps() const noexcept { return state_.step; }

 private:
    std::unique_ptr<const Optimizer<T>> optimizer_;
    OptimizerState<T> state_;
    Buffer<T> gradients_;
};

}  // namespace glia
