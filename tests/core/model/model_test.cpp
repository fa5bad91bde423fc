#include "core/model/model.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/limits.hpp"
#include "core/model/describe.hpp"
#include "core/model/inference.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"

namespace glia {
namespace {

using test::make_model;

TEST(Model, CountsParametersByTheFormula) {
    const auto model = make_model(64, "128:relu 10:softmax");
    EXPECT_EQ(model->parameter_count(), 64u * 128 + 128 + 128 * 10 + 10);
    EXPECT_EQ(model->tensor(1, "weight").shape, (std::vector<std::size_t>{10, 128}));
    EXPECT_EQ(model->tensor(1, "bias").shape, (std::vector<std::size_t>{10}));
}

// A network small enough to be worked out by hand.
TEST(Model, ComputesWhatPencilAndPaperDo) {
    const auto model = make_model(2, "2:relu 1:identity");
    const auto set = [&](std::size_t layer, const char* name, std::vector<float> values) {
        std::copy(values.begin(), values.end(), model->values(layer, model->tensor(layer, name)).begin());
    };
    set(0, "weight", {1, 2, -1, 1});
    set(0, "bias", {0.5F, -3});
    set(1, "weight", {2, 3});
    set(1, "bias", {0.25F});
    const std::vector<float> x = {1, 1, -2, 4};
    std::vector<float> y(2);
    Inference<float>(*model, 2).predict(*model, x.data(), 2, y.data());
    // Row 0: relu(3.5, -3) = (3.5, 0) -> 7.25. Row 1: relu(6.5, 3) = (6.5, 3) -> 22.25.
    EXPECT_EQ(y, (std::vector<float>{7.25F, 22.25F}));
}

TEST(Model, PredictsAnyNumberOfRowsAsItPredictsChunks) {
    const auto model = make_model(3, "5:tanh 4:gelu 2:softmax");
    const std::size_t chunk = chunk_rows(model->widest());
    const std::size_t rows = 2 * chunk + 3;
    std::vector<float> x(rows * 3);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(static_cast<float>(i));
    std::vector<float> whole(rows * 2);
    std::vector<float> parts(rows * 2);
    Inference<float>(*model, rows).predict(*model, x.data(), rows, whole.data());
    for (std::size_t first = 0; first < rows; first += chunk) {
        const std::size_t size = std::min(chunk, rows - first);
        Inference<float>(*model, size).predict(*model, x.data() + first * 3, size, parts.data() + first * 2);
    }
    EXPECT_EQ(whole, parts);
}

TEST(Model, TakesAHundredLayers) {
    std::string layers;
    for (int i = 0; i < 100; ++i) layers += "3:tanh ";
    const auto model = make_model(2, layers);
    EXPECT_EQ(model->layers(), 100u);
    const std::vector<float> x = {1, -1};
    std::vector<float> y(3);
    Inference<float>(*model, 1).predict(*model, x.data(), 1, y.data());
    for (const float value : y) EXPECT_LE(std::abs(value), 1);
}

TEST(Model, TakesALayerOfAHundredThousandUnits) {
    const auto model = make_model(2, "100000:relu 1:identity");
    EXPECT_EQ(model->parameter_count(), 100000u * 3 + 100001);
    const std::vector<float> x = {1, -1, 0, 0};
    std::vector<float> y(2, 7);
    Inference<float>(*model, 2).predict(*model, x.data(), 2, y.data());
    EXPECT_EQ(y[1], 0);
}

TEST(Model, StartsBiasesAtZero) {
    const auto model = make_model(4, "8:relu 3:softmax");
    for (std::size_t layer = 0; layer < 2; ++layer) {
        for (const float b : model->values(layer, model->tensor(layer, "bias"))) EXPECT_EQ(b, 0);
        for (const float w : model->values(layer, model->tensor(layer, "weight"))) EXPECT_NE(w, 0);
    }
}

TEST(Model, InitializesOneTensorAndLeavesTheOthers) {
    const auto model = make_model(4, "8:relu 3:softmax");
    const std::vector<float> before = test::parameters_of(*model);
    model->initialize(1, "bias", "constant(value=0.5)", 1);
    std::vector<float> expected = before;
    for (std::size_t i = expected.size() - 3; i < expected.size(); ++i) expected[i] = 0.5F;
    EXPECT_EQ(test::parameters_of(*model), expected);
}

TEST(Model, RefusesFirstValuesThatAreNotFinite) {
    const auto model = make_model(4, "3:softmax");
    const std::vector<float> before = test::parameters_of(*model);
    for (const char* const spec : {"constant(value=1e300)", "normal(std=1e200)", "uniform(limit=1e39)"}) {
        EXPECT_THROW(model->initialize(spec, 1), Error) << spec;
    }
    EXPECT_EQ(test::parameters_of(*model), before);
}

TEST(Model, RefusesAnActivationWhoseInitializerIsNone) {
    const ActivationTable relu = test::standard_activations()("relu");
    for (const char* const hint : {"auto", "nonsense", "he_normal(std=1)"}) {
        const auto table = std::make_shared<glia_activation_t>(*relu);
        table->initializer = hint;
        EXPECT_THROW(make_layer<float>({"dense", 3, "relu", 0}, 4, [&](std::string_view) { return table; }), Error)
            << hint;
    }
}

TEST(Model, CopiesAreIndependent) {
    const auto model = make_model(4, "3:softmax");
    Model<float> copy = *model;
    copy.parameters()[0] += 1;
    EXPECT_EQ(copy.parameters()[0], model->parameters()[0] + 1);
}

TEST(Model, DescribesItselfAsATable) {
    const auto model = make_model(64, "128:leaky_relu(alpha=0.2) 10:softmax");
    EXPECT_EQ(describe_table(*model),
              "layer  kind   inputs  units  parameters  activation\n"
              "    0  dense      64    128       8,320  leaky_relu(alpha=0.2)\n"
              "    1  dense     128     10       1,290  softmax\n"
              "64 inputs, 10 outputs, 9,610 parameters\n");
}

TEST(Model, RefusesLayersOnceParametersHaveValues) {
    const auto model = make_model(4, "3:relu");
    EXPECT_THROW(model->add(std::shared_ptr<const Layer<float>>(model, &model->layer(0))), Error);
}

TEST(Model, RefusesWidthsOutOfRange) {
    EXPECT_THROW(Model<float>(0), Error);
    EXPECT_THROW(Model<float>(std::size_t{1} << 31), Error);
    EXPECT_NO_THROW(Model<float>((std::size_t{1} << 31) - 1));
}

// 2^31 x 2^31 weights: more memory than any machine has.
TEST(Model, SaysThatMemoryIsOutRatherThanDie) {
    const std::size_t most = (std::size_t{1} << 31) - 1;
    const auto small = make_model(1, "1:relu");
    Model<float> model(most);
    EXPECT_NO_THROW(model.parameter_count());
    try {
        make_model(most, "2147483647:relu");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_OUT_OF_MEMORY);
        EXPECT_STREQ(
            e.what(),
            "the model has 4611686016279904256 parameters of 4 bytes each, which is more than memory can hold");
    }
}

TEST(Model, NamesTheTensorsThatALayerHas) {
    const auto model = make_model(4, "3:relu");
    try {
        model->tensor(0, "wieght");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NOT_FOUND);
        EXPECT_STREQ(e.what(), "layer 0 has no tensor 'wieght'; it has: weight, bias");
    }
    EXPECT_THROW(model->tensor(1, "weight"), Error);
}

TEST(Model, TakesClassNamesThatFitItsOutputs) {
    const auto model = make_model(4, "3:softmax");
    EXPECT_NO_THROW(model->set_classes({"a", "b", "c"}));
    EXPECT_THROW(model->set_classes({"a", "b"}), Error);
    EXPECT_THROW(model->set_classes({"a", "b", "a"}), Error);
    EXPECT_THROW(model->set_classes({"a", "b", "\xff"}), Error);
    EXPECT_EQ(model->classes(), (std::vector<std::string>{"a", "b", "c"}));
    const auto binary = make_model(4, "1:sigmoid");
    EXPECT_NO_THROW(binary->set_classes({"no", "yes"}));
}

}  // namespace
}  // namespace glia
