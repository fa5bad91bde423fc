// Rows of a data set through a model: forward, and backward where gradients are wanted.
#pragma once

#include <cstddef>

#include "core/model/propagation.hpp"
#include "core/training/batch.hpp"
#include "core/training/metric_list.hpp"
#include "core/training/objective.hpp"
#include "core/training/tally.hpp"

namespace glia {

// Many rows are worked on in chunks, whose gradients add up. A chunk is a function of the model and of `batch` alone,
// because sums depend on it.
template <class T>
class Pass {
 public:
    // batch: rows that belong together where rows depend on one another (Layer::mixes_rows).
    Pass(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, std::size_t batch,
         ActivationGradients gradients, Workers& workers);

    // Starts over with the rows in this order.
    void begin(const EpochOrder& order) { reader_.begin(order); }

    // Takes the next rows, of which so many must be left. Adds their loss and score to `tally`, and them to `metrics`,
    // in the units of the data; where `gradients` is not null, it becomes that of their mean loss, and `statistics`, if
    // not null, takes in the running statistics of each chunk. Throws NonFinite where a loss is not finite, before any
    // gradient of its chunk.
    void run(std::size_t rows, Tally& tally, MetricList metrics, T* gradients, Training training, Model<T>* statistics);

 private:
    void measure(MetricList metrics, const Outputs<T>& outputs, const Targets<T>& targets);

    const Model<T>& model_;
    const Objective<T>& objective_;
    Workers& workers_;
    std::size_t max_rows_;
    Accuracy accuracy_;
    BatchReader<T> reader_;
    Propagation<T> propagation_;
    Buffer<T> y_;
    // Outputs and targets in the units of the data, where the model scales them.
    Buffer<T> restored_y_;
    Buffer<T> restored_targets_;
};

}  // namespace glia
