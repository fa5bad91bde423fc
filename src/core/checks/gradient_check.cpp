#include "core/checks/gradient_check.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/rng.hpp"
#include "core/training/trainer.hpp"
#include "glia/model.h"

namespace glia {
namespace {

// A loss is a sum over rows, each the end of many sums: its rounding is taken to be that of some dozen operations.
// Steps are relative to parameters above 1, and where layers make much of a small step, a finer one follows.
constexpr double coarse_to_fine[] = {0x1p-10, 0x1p-14, 0x1p-18, 0x1p-22};
constexpr SlopePrecision precision = {.rounding = 64 * 0x1p-53, .tolerance = 1e-6, .steps = coarse_to_fine};

// The activations that a model has, whatever the registry knows by now. They live as long as the model.
ActivationFinder activations_of(const Model<float>& model) {
    return [&model](std::string_view name) {
        for (std::size_t i = 0; i < model.layers(); ++i) {
            const Activation* const activation = model.layer(i).activation();
            if (activation == nullptr || activation->name() != name) continue;
            return ActivationTable(std::shared_ptr<void>(), &activation->table());
        }
        throw error(GLIA_ERROR_NOT_FOUND, "the model has no activation '{}'", name);
    };
}

std::shared_ptr<Model<double>> in_double(const Model<float>& model) {
    model.require_initialized();
    auto wide = std::make_shared<Model<double>>(model.inputs());
    for (std::size_t i = 0; i < model.layers(); ++i) {
        wide->add(make_layer<double>(model.layer(i).describe(), wide->outputs(), activations_of(model)));
    }
    wide->restore_transforms(nullptr, model.shared_target_transform());
    wide->allocate();
    std::copy(model.parameters().begin(), model.parameters().end(), wide->parameters().begin());
    return wide;
}

// What the first layer takes: gradients are with respect to that, not to the columns that it is made from.
std::vector<double> inputs_of(const Model<float>& model, const float* x, std::size_t rows) {
    const InputTransform* const transform = model.input_transform();
    const std::size_t size = checked_product(rows, model.inputs());
    if (transform == nullptr) return {x, x + size};
    std::vector<double> inputs(size);
    std::vector<double> columns(model.columns());
    for (std::size_t i = 0; i < rows; ++i) {
        std::copy_n(x + i * columns.size(), columns.size(), columns.data());
        transform->apply(columns.data(), i, inputs.data() + i * model.inputs());
    }
    return inputs;
}

class Check {
 public:
    Check(const Model<float>& model, const GradientCheck& check)
        : check_(check), model_(in_double(model)), trainer_(model_), x_(inputs_of(model, check.x, check.rows)) {
        if (check.values != nullptr) {
            values_.assign(check.values, check.values + checked_product(check.rows, model.outputs()));
        }
        trainer_.set_loss(check.loss);
        trainer_.settings().seed = check.noise_seed;
    }

    GradientReport run() {
        if (!std::isfinite(loss())) {
            throw error(GLIA_ERROR_NUMERIC, "the loss of these rows is not finite: it has no gradient to check");
        }
        trainer_.backward();
        keep_gradients();
        std::uint32_t tensors = 0;
        for (std::size_t i = 0; i < model_->layers(); ++i) {
            for (const Tensor& tensor : model_->layer(i).tensors()) {
                const std::span<double> values = model_->values(i, tensor);
                const std::size_t at = model_->offset(i) + tensor.offset;
                if (tensor.trainable) check_numbers(i, tensor.name, values, gradients_.data() + at, ++tensors);
            }
        }
        check_numbers(0, "input", x_, input_gradients_.data(), 0);
        return std::move(report_);
    }

 private:
    double loss() {
        trainer_.forward(x_.data(), check_.rows);
        return check_.classes != nullptr ? trainer_.loss(check_.classes) : trainer_.loss(values_.data());
    }

    // Before the forward passes that follow spoil them.
    void keep_gradients() {
        gradients_.resize(model_->parameter_count());
        for (std::size_t i = 0; i < model_->layers(); ++i) {
            for (const Tensor& tensor : model_->layer(i).tensors()) {
                const std::span<const double> part = std::as_const(trainer_).gradients(i, tensor.name);
                std::copy(part.begin(), part.end(), gradients_.data() + model_->offset(i) + tensor.offset);
            }
        }
        const std::span<const double> dx = trainer_.activation_gradients(0);
        input_gradients_.assign(dx.begin(), dx.end());
    }

    // Which elements of `size` are checked.
    std::vector<std::size_t> choose(std::size_t size, std::uint32_t stream) const {
        std::vector<std::size_t> order(size);
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (check_.most_of_a_tensor == 0 || check_.most_of_a_tensor >= size) return order;
        Random random(check_.seed, RandomUse::split, stream + 1);  // 0 is the stream of splits
        shuffle(order, random);
        order.resize(check_.most_of_a_tensor);
        return order;
    }

    void check_numbers(std::size_t layer, const std::string& name, std::span<double> numbers, const double* gradients,
                       std::uint32_t stream) {
        for (const std::size_t i : choose(numbers.size(), stream)) {
            double& number = numbers[i];
            const double middle = number;
            const double unit = std::max(1.0, std::abs(middle));
            // d loss(middle + unit s) / ds = unit * d loss / d number
            const Slope slope = judge_slope(gradients[i] * unit, precision, [&](double step) {
                number = middle + unit * step;
                const double value = loss();
                return Sample{value, std::max(1.0, std::abs(value))};
            });
            number = middle;
            report_.add(slope.verdict, {.layer = layer,
                                        .name = name,
                                        .index = i,
                                        .kernel = "float64",
                                        .x = middle,
                                        .analytic = gradients[i],
                                        .numerical = slope.numerical / unit,
                                        .error = slope.error,
                                        .tolerance = precision.tolerance});
        }
    }

    const GradientCheck& check_;
    std::shared_ptr<Model<double>> model_;
    Trainer<double> trainer_;
    std::vector<double> x_;
    std::vector<double> values_;
    std::vector<double> gradients_;
    std::vector<double> input_gradients_;
    GradientReport report_;
};

}  // namespace

GradientReport check_gradients(const Model<float>& model, const GradientCheck& check) {
    if (check.rows < 1 || check.rows > GLIA_MAX_WIDTH) {
        throw invalid("rows is {}; it must be from 1 to {}", check.rows, GLIA_MAX_WIDTH);
    }
    return Check(model, check).run();
}

}  // namespace glia
