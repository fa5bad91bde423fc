// Running a model forward, a chunk of rows at a time, in two buffers that the layers use in turn.
#pragma once

#include <cstddef>

#include "base/buffer.hpp"
#include "core/model.hpp"

namespace glia {

template <class T>
class Inference {
 public:
    // Room for chunks of up to `max_rows` rows. Throws Error where the model cannot predict yet.
    Inference(const Model<T>& model, std::size_t max_rows);

    // y (rows x outputs) from x (rows x inputs), for any number of rows. Never allocates.
    void predict(const Model<T>& model, const T* x, std::size_t rows, T* y);

 private:
    void predict_chunk(const Model<T>& model, const T* x, std::size_t rows, T* y);

    std::size_t chunk_;
    Buffer<T> hidden_[2];  // outputs of hidden layers, in turn
    Buffer<T> scratch_;
};

}  // namespace glia
