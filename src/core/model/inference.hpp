// Running a model forward, a chunk of rows at a time, in as few buffers as its layers need at once.
#pragma once

#include <cstddef>
#include <vector>

#include "base/buffer.hpp"
#include "core/model/model.hpp"

namespace glia {

template <class T>
class Inference {
 public:
    // Room for chunks of up to `max_rows` rows. Throws Error where the model cannot predict yet.
    Inference(const Model<T>& model, std::size_t max_rows);
    Inference(Inference&&) noexcept = default;
    Inference& operator=(Inference&&) noexcept = default;

    // y (rows x outputs) from x (rows x columns), for any number of rows. Never allocates. Throws Error for a value
    // that the model's input transform refuses.
    void predict(const Model<T>& model, const T* x, std::size_t rows, T* y);

    // The same from what the first layer takes (rows x inputs).
    void predict_inputs(const Model<T>& model, const T* inputs, std::size_t rows, T* y);

 private:
    // Where a layer's numbers come from and go to. Positions count from 0, the input; layer i makes position i + 1.
    struct Step {
        const Layer<T>* layer;
        std::size_t parameters;  // where its own begin
        std::size_t x;           // positions
        std::size_t skip;        // x where there is no second input
        std::size_t y;
    };

    void plan_steps(const Model<T>& model);
    void plan_buffers(const Model<T>& model);
    void run_layers(const Model<T>& model, const T* x, std::size_t rows, T* y);

    // Of the model, so that predicting a single row need not ask for them.
    std::size_t columns_;
    std::size_t outputs_;
    std::size_t most_rows_;

    std::size_t chunk_;
    std::vector<Step> steps_;  // the layers that do something
    std::vector<Buffer<T>> buffers_;
    std::vector<T*> hidden_;  // of each position: where it is
    Buffer<T> scratch_;
    Buffer<T> inputs_;  // of a model that transforms columns
};

}  // namespace glia
