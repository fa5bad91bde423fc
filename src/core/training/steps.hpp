// Training one step at a time: forward, loss, backward, and an update in the caller's hands.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/buffer.hpp"
#include "core/model/propagation.hpp"
#include "core/optimizers/updater.hpp"
#include "core/training/objective.hpp"

namespace glia {

template <class T>
class Steps {
 public:
    // Runs the model on rows of x, which is copied. What is returned is in the units of the model's targets.
    Outputs<T> forward(const Model<T>& model, const Objective<T>& objective, const T* x, std::size_t rows,
                       const Training& training);

    // The mean loss of the last forward; targets are copied, and so are weights, one a row, or null where each row
    // counts once. Throws Error where targets do not fit the loss, or a weight is not finite.
    double loss(const Model<T>& model, const Objective<T>& objective, const T* values, const T* weights);
    double loss(const Model<T>& model, const Objective<T>& objective, const std::int32_t* classes, const T* weights);

    // Gradients of the last loss, or from dL/dy, with y as returned by forward. Those of the parameters go to the
    // updater.
    void backward(const Model<T>& model, const Objective<T>& objective, Updater<T>& updater);
    void backward_from(const Model<T>& model, const Objective<T>& objective, const T* dy, Updater<T>& updater);

    // Changes the parameters by the updater's gradients. The last forward is forgotten. Throws NonFinite where a number
    // was not finite afterwards; the parameters are then those before, and the updater has neither gradients nor state.
    void update(Model<T>& model, Updater<T>& updater);

    // What forward and backward left, rows x width of the position. Throws Error where there is nothing yet.
    std::span<const T> activations(const Model<T>& model, std::size_t position) const;
    std::span<const T> activation_gradients(const Model<T>& model, std::size_t position) const;

    // The objective has changed: the last forward is of no use any more.
    void forget() noexcept { stage_ = Stage::nothing; }

 private:
    enum class Stage {
        nothing,
        forward,
        loss,
        backward,
    };

    void read_inputs(const Model<T>& model, const T* x, std::size_t rows);
    void require(Stage stage, const char* what) const;
    void check_weights(const T* weights) const;
    double keep_targets(const Objective<T>& objective, Targets<T> targets);

    Workers workers_;  // the caller's thread alone
    Stage stage_ = Stage::nothing;
    std::unique_ptr<Propagation<T>> pass_;
    Output last_ = Output::activations;
    Buffer<T> x_;
    Buffer<T> y_;           // of a fused objective
    Buffer<T> restored_;    // y in the units of the targets, where the model scales them
    Buffer<T> y_gradient_;  // with respect to the model's output, where that is not what the last layer yields
    Outputs<T> outputs_ = {};
    Buffer<T> values_;
    Buffer<std::int32_t> classes_;
    Buffer<T> weights_;
    Targets<T> targets_ = {};
    Buffer<T> before_;  // the parameters before the update under way
};

}  // namespace glia
