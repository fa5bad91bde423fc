#include "core/model/batch_norm_folding.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "core/layers/dense.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/layers/layers.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// A layer of the new stack, and its parameters.
template <class T>
struct Part {
    std::shared_ptr<const Layer<T>> layer;
    std::vector<T> values;
};

template <class T>
const Dense<T>* as_dense(const Layer<T>& layer) {
    return dynamic_cast<const Dense<T>*>(&layer);
}

template <class T>
const BatchNorm<T>* as_batch_norm(const Layer<T>& layer) {
    return dynamic_cast<const BatchNorm<T>*>(&layer);
}

template <class T>
bool is_linear(const Layer<T>& layer) {
    return as_dense(layer) != nullptr && layer.activation()->has(GLIA_ACTIVATION_IDENTITY);
}

// The new stack, from its first layer on. Positions are counted as in the old one: 0 is the input, i + 1 the output of
// layer i.
template <class T>
class Stack {
 public:
    explicit Stack(const Model<T>& model)
        : model_(model), kept_(model.layers()), read_(model.layers() + 1), place_(model.layers() + 1) {
        for (std::size_t i = 0; i < model.layers(); ++i) {
            const std::size_t skip = model.layer(i).skip();
            if (skip == 0) continue;
            read_[maker(i - skip)] = true;
            // A residual layer around nothing but layers for training doubles its input, and must span something.
            if (maker(i) == maker(i - skip)) kept_[i - 1] = true;
        }
    }

    void add(std::size_t i) {
        const Layer<T>& layer = model_.layer(i);
        const T* const values = model_.parameters(i);
        Part<T> part{model_.shared_layer(i), {values, values + model_.offset(i + 1) - model_.offset(i)}};
        if ((!layer.only_for_training() || kept_[i]) && !merge(part, !read_[maker(i)])) {
            if (layer.skip() > 0) part.layer = with_span(layer, parts_.size() - place_[i - layer.skip()]);
            parts_.push_back(std::move(part));
        }
        place_[i + 1] = parts_.size();
    }

    Model<T> finish() {
        if (parts_.empty()) parts_.push_back({model_.shared_layer(0), {}});  // a model has a layer
        Model<T> result(model_.inputs());
        for (const Part<T>& part : parts_) result.add(part.layer);
        result.allocate();
        T* to = result.parameters().data();
        for (const Part<T>& part : parts_) to = std::copy(part.values.begin(), part.values.end(), to);
        result.restore_transforms(model_.shared_input_transform(), model_.shared_target_transform());
        result.set_classes(model_.classes());
        result.set_loss(model_.loss());
        return result;
    }

 private:
    // The first position that holds the same numbers: layers that only training needs change nothing.
    std::size_t maker(std::size_t position) const {
        while (position > 0 && model_.layer(position - 1).only_for_training()) --position;
        return position;
    }

    static std::shared_ptr<const Layer<T>> with_span(const Layer<T>& layer, std::size_t span) {
        return make_layer<T>({format("residual(span={})", span), 0, "", 0}, layer.inputs(), {});
    }

    // Whether the last part of the stack took the new one into itself. alone: nobody else reads what is between them.
    bool merge(Part<T>& next, bool alone) {
        if (parts_.empty() || !alone) return false;
        Part<T>& last = parts_.back();
        if (const auto* norm = as_batch_norm(*next.layer); norm != nullptr && is_linear(*last.layer)) {
            return scale_outputs(last, *norm, next.values);
        }
        if (const auto* norm = as_batch_norm(*last.layer); norm != nullptr && as_dense(*next.layer) != nullptr) {
            if (!scale_inputs(next, *norm, last.values)) return false;
            last = std::move(next);
            return true;
        }
        if (dynamic_cast<const ActivationLayer<T>*>(next.layer.get()) != nullptr && is_linear(*last.layer)) {
            const Layer<T>& dense = *last.layer;
            last.layer = std::make_shared<const Dense<T>>(dense.inputs(), dense.outputs(), *next.layer->activation());
            last.values.insert(last.values.end(), next.values.begin(), next.values.end());  // what it was trained to
            return true;
        }
        return false;
    }

    // s (W x + b) + t = (s W) x + (s b + t), unit by unit. False where the products are too large.
    static bool scale_outputs(Part<T>& dense, const BatchNorm<T>& norm, const std::vector<T>& norm_values) {
        const std::size_t inputs = dense.layer->inputs();
        const std::size_t units = dense.layer->outputs();
        std::vector<T> values = dense.values;
        for (std::size_t unit = 0; unit < units; ++unit) {
            const auto [scale, shift] = norm.line(norm_values.data(), unit);
            for (std::size_t i = 0; i < inputs; ++i) {
                T& weight = values[unit * inputs + i];
                weight = static_cast<T>(scale * weight);
            }
            T& bias = values[units * inputs + unit];
            bias = static_cast<T>(scale * bias + shift);
        }
        return take_finite(dense, std::move(values));
    }

    // W (s x + t) + b = (W s) x + (W t + b), input by input.
    static bool scale_inputs(Part<T>& dense, const BatchNorm<T>& norm, const std::vector<T>& norm_values) {
        const std::size_t inputs = dense.layer->inputs();
        const std::size_t units = dense.layer->outputs();
        std::vector<T> values = dense.values;
        T* const bias = values.data() + units * inputs;
        std::vector<double> biases(bias, bias + units);
        for (std::size_t i = 0; i < inputs; ++i) {
            const auto [scale, shift] = norm.line(norm_values.data(), i);
            for (std::size_t unit = 0; unit < units; ++unit) {
                T& weight = values[unit * inputs + i];
                biases[unit] += shift * weight;
                weight = static_cast<T>(scale * weight);
            }
        }
        for (std::size_t unit = 0; unit < units; ++unit) bias[unit] = static_cast<T>(biases[unit]);
        return take_finite(dense, std::move(values));
    }

    static bool take_finite(Part<T>& dense, std::vector<T> values) {
        if (!all_finite(values.size(), values.data())) return false;
        dense.values = std::move(values);
        return true;
    }

    const Model<T>& model_;
    std::vector<bool> kept_;          // of each layer: whether it stays, though only training needs it
    std::vector<bool> read_;          // of each position: whether a layer takes it as its second input
    std::vector<std::size_t> place_;  // of each position: the layers of the new stack before it
    std::vector<Part<T>> parts_;
};

}  // namespace

template <class T>
Model<T> fold_batch_norm(const Model<T>& model) {
    model.require_initialized();
    Stack<T> stack(model);
    for (std::size_t i = 0; i < model.layers(); ++i) stack.add(i);
    return stack.finish();
}

template Model<float> fold_batch_norm(const Model<float>&);
template Model<double> fold_batch_norm(const Model<double>&);

}  // namespace glia
