// Online learning: plain gradient descent by one row at a time through dense layers. A row has so little to compute
// that the general way would mostly pass it on from one part to the next. Here a layer is a call of each kernel, and
// its gradient becomes new parameters without being stored. The numbers are those of the general way, to the bit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/buffer.hpp"
#include "core/model/model.hpp"
#include "core/optimizers/updater.hpp"
#include "core/training/batch.hpp"
#include "core/training/objective.hpp"
#include "core/training/tally.hpp"

namespace glia {

enum class OnlineStep {
    made,
    refused_loss,    // it is not finite; nothing has been touched
    refused_update,  // a new parameter is not finite; the place of the gradients has been written to
};

template <class T>
class OnlineDescent {
 public:
    // Whether a fit can be made so: every layer dense, and too small to be shared by threads; the optimizer a plain
    // descent, rows in memory, and targets that are not scaled.
    static bool suits(const Model<T>& model, const Updater<T>& updater, const Dataset& dataset);

    OnlineDescent(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset);

    // Starts a pass; nothing can be learnt from before the first.
    void begin(const EpochOrder& order) { reader_.begin(order); }

    // Learns from the next row, and adds it to the tally. Where the step is refused, the model and the tally are as
    // they were, and the row has been passed by.
    OnlineStep step(Model<T>& model, Updater<T>& updater, double factor, Tally& tally, Workers& workers);

 private:
    // A layer: its weights begin at `offset` among the parameters of all, and its biases follow.
    struct Stage {
        std::size_t inputs;
        std::size_t units;
        std::size_t width;  // elements that the activation is called with
        std::size_t offset;
        const Activation* activation;
        bool to_logits;  // the objective does the activation's work
        Buffer<T> z;     // empty: the place of y
        Buffer<T> y;
        Buffer<T> dy;  // dz too, where backward works in place
        Buffer<T> dz;  // empty: the place of dy
    };

    const T* forward(const T* parameters, const T* x);
    bool backward(const T* parameters, const T* x, T rate, T* updated);
    const T* activation_backward(Stage& stage);

    const Objective<T>& objective_;
    Accuracy accuracy_;
    BatchReader<T> reader_;
    std::vector<Stage> stages_;
    Buffer<T> y_;
};

}  // namespace glia
