// The public gradient check: right models and activations pass, and an error of a hundredth does not.
#include "core/checks/gradient_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "core/checks/activation_check.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"

namespace glia::test {
namespace {

// tanh, with a derivative that is `factor` times what it should be.
struct Tables {
    double factor;
    glia_activation_t table{};
};

template <class T>
void forward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const T* x, T* y) {
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = std::tanh(x[i]);
}

template <class T>
void backward(const glia_activation_t* self, const double*, std::size_t rows, std::size_t cols, const T*, const T* y,
              const T* dy, T* dx) {
    const T factor = static_cast<T>(*static_cast<const double*>(self->user));
    for (std::size_t i = 0; i < rows * cols; ++i) dx[i] = factor * dy[i] * (1 - y[i] * y[i]);
}

template <class T>
void right_backward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const T*, const T* y,
                    const T* dy, T* dx) {
    for (std::size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i] * (1 - y[i] * y[i]);
}

enum class Kernels {
    both,
    float32,        // none for double
    float64_right,  // that for double is right whatever the factor
};

ActivationFinder tanh_times(double factor, Kernels kernels) {
    const auto made = std::make_shared<Tables>(Tables{factor, {}});
    made->table.struct_size = sizeof made->table;
    made->table.name = "tanh_times";
    made->table.revision = 1;
    made->table.variant = "test";
    made->table.user = &made->factor;
    made->table.forward = forward<float>;
    made->table.backward = backward<float>;
    if (kernels != Kernels::float32) {
        made->table.forward_f64 = forward<double>;
        made->table.backward_f64 = kernels == Kernels::both ? backward<double> : right_backward<double>;
    }
    return [made](std::string_view) { return ActivationTable(made, &made->table); };
}

TEST(ActivationCheck, PassesEveryStandardActivation) {
    for (const char* spec :
         {"identity", "sigmoid", "tanh", "relu", "leaky_relu(alpha=0.1)", "elu(alpha=0.7)", "selu", "softplus",
          "softsign", "gelu", "gelu_tanh", "silu", "mish", "hard_sigmoid", "hard_swish", "softmax"}) {
        const GradientReport report = check_activation(spec, standard_activations());
        const Derivative& worst = report.worst;
        EXPECT_TRUE(report.passed()) << worst.name << " " << worst.kernel << " at " << worst.x << ": " << worst.analytic
                                     << " for " << worst.numerical << ", error " << worst.error;
        EXPECT_GT(report.checked, 450u) << spec;  // 3 x 80 points, with two kernels, but for kinks
        EXPECT_LE(report.skipped, report.checked / 50) << spec;
    }
}

TEST(ActivationCheck, PassesThoseWithTrainedParameters) {
    for (const char* spec : {"prelu", "prelu(alpha=-0.5)", "trainable_swish", "trainable_swish(beta=-2)"}) {
        const GradientReport report = check_activation(spec, standard_activations());
        const Derivative& worst = report.worst;
        EXPECT_TRUE(report.passed()) << worst.name << " " << worst.kernel << " at " << worst.x << ": " << worst.analytic
                                     << " for " << worst.numerical << ", error " << worst.error;
        EXPECT_GT(report.checked, 2000u) << spec;  // 3 parameter sets, with and without training
        EXPECT_LE(report.skipped, report.checked / 50) << spec;
    }
}

TEST(ActivationCheck, FindsAnErrorOfAHundredthInEitherKernel) {
    for (const Kernels kernels : {Kernels::both, Kernels::float32, Kernels::float64_right}) {
        EXPECT_TRUE(check_activation("tanh_times", tanh_times(1, kernels)).passed());
        for (const double factor : {1.01, 0.99, 0.0, -1.0}) {
            const GradientReport report = check_activation("tanh_times", tanh_times(factor, kernels));
            EXPECT_FALSE(report.passed());
            EXPECT_GT(report.wrong, 100u) << factor;
            EXPECT_GT(report.worst.error, 0.009) << factor;
            EXPECT_EQ(report.worst.kernel, kernels == Kernels::both ? "float64" : "float32");
        }
    }
}

TEST(ActivationCheck, FindsANumberThatIsNotFinite) {
    const GradientReport report = check_activation("tanh_times", tanh_times(std::nan(""), Kernels::both));
    EXPECT_EQ(report.wrong, report.checked);
    EXPECT_TRUE(std::isinf(report.worst.error));
}

// Right where alpha is what the spec says, wrong at the end of its range: the derivative forgets alpha beyond 1.
void scaled_forward(const glia_activation_t*, const double* p, std::size_t rows, std::size_t cols, const float* x,
                    float* y) {
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = static_cast<float>(p[0]) * x[i];
}

void scaled_backward(const glia_activation_t*, const double* p, std::size_t rows, std::size_t cols, const float*,
                     const float*, const float* dy, float* dx) {
    for (std::size_t i = 0; i < rows * cols; ++i) dx[i] = static_cast<float>(std::min(p[0], 1.0)) * dy[i];
}

TEST(ActivationCheck, TriesParametersAtTheEndsOfTheirRanges) {
    static const glia_activation_parameter_t alpha = {"alpha", 0.5, 0, 2};
    const auto table = std::make_shared<glia_activation_t>();
    table->struct_size = sizeof *table;
    table->name = "scaled";
    table->revision = 1;
    table->parameter_count = 1;
    table->parameters = &alpha;
    table->variant = "test";
    table->forward = scaled_forward;
    table->backward = scaled_backward;
    const GradientReport report = check_activation("scaled(alpha=0.7)", [&](std::string_view) { return table; });
    EXPECT_FALSE(report.passed());
    EXPECT_EQ(report.wrong * 3, report.checked);  // of alpha = 0.7, 0 and 2, the last
    EXPECT_EQ(report.worst.name, "scaled(alpha=2)");
    EXPECT_NEAR(report.worst.error, 0.5, 1e-3);
}

std::vector<float> normal_numbers(std::size_t size, std::uint32_t stream) {
    Random random(9, RandomUse::split, stream);
    std::vector<float> numbers(size);
    for (float& each : numbers) each = static_cast<float>(random.normal());
    return numbers;
}

constexpr std::size_t inputs = 4;
constexpr std::size_t rows = 6;

GradientReport check_model(const Model<float>& model, std::size_t limit = 0, std::uint64_t seed = 0) {
    const std::vector<float> x = normal_numbers(rows * inputs, 1);
    const std::vector<float> t = normal_numbers(rows * model.outputs(), 2);
    return check_gradients(model, {.loss = "mse",
                                   .x = x.data(),
                                   .rows = rows,
                                   .values = t.data(),
                                   .classes = nullptr,
                                   .noise_seed = 3,
                                   .most_of_a_tensor = limit,
                                   .seed = seed});
}

TEST(GradientCheck, PassesEveryKindOfLayer) {
    for (const char* layers :
         {"5:tanh 2:identity", "6:relu 6:relu 2:identity", "5:identity batch_norm :tanh dropout(rate=0.2) 3:sigmoid",
          "6:selu alpha_dropout(rate=0.4) layer_norm 2:identity", "4:gelu residual(span=1) 2:softmax", ":softmax"}) {
        const auto model = make_model(inputs, layers, 5);
        std::size_t numbers = rows * inputs;
        for (std::size_t i = 0; i < model->layers(); ++i) {
            for (const Tensor& tensor : model->layer(i).tensors()) numbers += tensor.trainable ? tensor.size : 0;
        }
        const std::vector<float> before = parameters_of(*model);
        const GradientReport report = check_model(*model);
        EXPECT_TRUE(report.passed()) << layers << ": " << report.worst.name << "[" << report.worst.index << "] error "
                                     << report.worst.error;
        EXPECT_EQ(report.checked + report.skipped, numbers) << layers;
        EXPECT_LE(report.skipped, numbers / 20) << layers;
        EXPECT_EQ(parameters_of(*model), before);
    }
}

std::shared_ptr<Model<float>> model_with(const ActivationFinder& find) {
    auto model = std::make_shared<Model<float>>(inputs);
    model->add(make_layer<float>({"dense", 5, "tanh", 0}, inputs, standard_activations()));
    model->add(make_layer<float>({"dense", 3, "tanh_times", 0}, 5, find));
    model->add(make_layer<float>({"dense", 2, "identity", 0}, 3, standard_activations()));
    model->initialize("auto", 7);
    return model;
}

TEST(GradientCheck, FindsAnActivationWhoseDerivativeIsOffByAHundredth) {
    EXPECT_TRUE(check_model(*model_with(tanh_times(1, Kernels::both))).passed());
    const GradientReport report = check_model(*model_with(tanh_times(1.01, Kernels::both)));
    EXPECT_FALSE(report.passed());
    EXPECT_EQ(report.wrong, 5u * 4 + 5 + 3 * 5 + 3 + rows * inputs);  // all before the wrong derivative; none after
    EXPECT_LE(report.worst.layer, 1u);
    EXPECT_NEAR(report.worst.error, 0.01 / 1.01, 1e-4);
}

TEST(GradientCheck, NeedsKernelsForDouble) {
    try {
        check_model(*model_with(tanh_times(1, Kernels::float32)));
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_UNSUPPORTED);
        EXPECT_STREQ(e.what(), "activation 'tanh_times' has no double-precision kernels");
    }
}

TEST(GradientCheck, DrawsElementsOfEachTensorBySeed) {
    const auto model = make_model(inputs, "50:tanh 2:identity", 5);
    const GradientReport report = check_model(*model, 3, 1);
    EXPECT_EQ(report.checked, 3u + 3 + 3 + 2 + 3);  // two weights, two biases of 50 and 2, the input
    const auto same = check_model(*model, 3, 1);
    EXPECT_EQ(report.worst.name, same.worst.name);
    EXPECT_EQ(report.worst.index, same.worst.index);
    EXPECT_EQ(report.worst.error, same.worst.error);
    EXPECT_NE(report.worst.error, check_model(*model, 3, 2).worst.error);
}

TEST(GradientCheck, SkipsWhatStandsAtAKink) {
    // Without any input, every unit of the second layer is at the kink of its relu, and so are all its parameters.
    auto model = make_model(inputs, "3:identity 3:relu 1:identity", 5);
    model->initialize(0, "weight", "zeros", 0);
    const GradientReport report = check_model(*model);
    EXPECT_TRUE(report.passed());
    EXPECT_GE(report.skipped, 3u);
    EXPECT_GE(report.checked, 1u);
}

// Columns of other sizes and a category: the gradient is of what the first layer takes, so that is what is moved.
TEST(GradientCheck, PassesModelsThatScaleTheirColumnsAndTargets) {
    constexpr std::size_t columns = 3;
    const auto data = std::make_shared<DatasetRows>();
    data->rows = rows;
    data->features = columns;
    data->outputs = 1;
    data->owned_x = Buffer<float>(rows * columns);
    data->owned_targets = Buffer<float>(rows);
    data->feature_categories = {{}, {}, {"blue", "green", "red"}};
    const std::vector<float> noise = normal_numbers(rows * columns, 3);
    for (std::size_t i = 0; i < rows; ++i) {
        data->owned_x[i * columns] = 1000 * noise[i * columns];
        data->owned_x[i * columns + 1] = 0.01F * noise[i * columns + 1];
        data->owned_x[i * columns + 2] = static_cast<float>(i % 3);
        data->owned_targets[i] = 50 * noise[i * columns + 2];
    }
    data->x = {data->owned_x.data(), columns};
    data->targets = {data->owned_targets.data(), 1};
    const Dataset train(data);
    auto model = std::make_shared<Model<float>>(columns);
    model->set_input_transform(std::make_shared<const InputTransform>(fit_inputs(train, "standardize", Missing{})));
    model->add(make_layer<float>({"dense", 4, "tanh", 0}, model->outputs(), standard_activations()));
    model->add(make_layer<float>({"dense", 1, "identity", 0}, 4, standard_activations()));
    model->set_target_transform(std::make_shared<const TargetTransform>(fit_targets(train, "standardize")));
    model->initialize("auto", 3);
    const GradientReport report = check_gradients(*model, {.loss = "mse",
                                                           .x = data->x.data,
                                                           .rows = rows,
                                                           .values = data->targets.data,
                                                           .classes = nullptr,
                                                           .noise_seed = 0,
                                                           .most_of_a_tensor = 0,
                                                           .seed = 0});
    EXPECT_TRUE(report.passed()) << report.worst.name << "[" << report.worst.index << "] error " << report.worst.error;
    EXPECT_EQ(report.checked, 4u * 5 + 4 + 4 + 1 + rows * 5);  // two numbers and three categories are five inputs
}

// The first row is at the kinks of all units at once, and with so many units some kink is near everywhere.
TEST(GradientCheck, PassesWideNetworksOfReluForRowsOfZeros) {
    std::size_t skipped = 0;
    std::size_t checked = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto model = make_model(inputs, "64:relu 64:relu 3:softmax", seed);
        std::vector<float> x = normal_numbers(20 * inputs, static_cast<std::uint32_t>(seed));
        std::fill_n(x.begin(), inputs, 0.0F);
        std::vector<std::int32_t> classes(20);
        for (std::size_t i = 0; i < classes.size(); ++i) classes[i] = static_cast<std::int32_t>(i % 3);
        const GradientReport report = check_gradients(*model, {.loss = "categorical_crossentropy",
                                                               .x = x.data(),
                                                               .rows = 20,
                                                               .values = nullptr,
                                                               .classes = classes.data(),
                                                               .noise_seed = 0,
                                                               .most_of_a_tensor = 20,
                                                               .seed = seed});
        EXPECT_TRUE(report.passed()) << seed << ": " << report.worst.name << "[" << report.worst.index << "] error "
                                     << report.worst.error;
        skipped += report.skipped;
        checked += report.checked;
    }
    // Of each network, the biases before relu, and the input where it is 0, stand at a kink of that row: nothing else.
    EXPECT_LE(skipped, 20u * (20 + 20 + inputs));
    EXPECT_GE(checked, 20u * (3 * 20 + 3 + 20 - inputs));
}

}  // namespace
}  // namespace glia::test
