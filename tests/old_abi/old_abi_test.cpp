// Plugins that were built against an older plugin.h are loaded, do what they say, train, and come back from a model
// file.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::test {
namespace {

constexpr std::size_t rows = 90;
constexpr std::size_t inputs = 3;

void load(const std::string& name) {
    check(glia_registry_load((std::string(GLIA_OLD_PLUGINS "/") + name + ".so").c_str()));
}

// Rows of which the class is the place of the greatest number.
struct Rows {
    std::vector<float> x;
    std::vector<std::int32_t> classes;

    Rows() {
        for (std::size_t i = 0; i < rows * inputs; ++i) x.push_back(static_cast<float>(i * 7 % 31) * 0.1F - 1.5F);
        for (std::size_t i = 0; i < rows; ++i) {
            const float* const row = x.data() + i * inputs;
            classes.push_back(static_cast<std::int32_t>(std::max_element(row, row + inputs) - row));
        }
    }
};

Model make_model(const char* hidden, const char* output) {
    Model model = create<glia_model>([](auto** out) { return glia_model_create(out, inputs); });
    check(glia_model_add_dense(model.get(), 12, hidden));
    check(glia_model_add_dense(model.get(), inputs, output));
    check(glia_model_initialize(model.get(), "auto", 1));
    return model;
}

double train(glia_model* model, const Rows& data) {
    const Dataset dataset = create<glia_dataset>([&](auto** out) {
        return glia_dataset_create_classes(out, data.x.data(), rows, inputs, 0, data.classes.data(), inputs);
    });
    const Trainer trainer = create<glia_trainer>([&](auto** out) { return glia_trainer_create(out, model); });
    check(glia_trainer_set_optimizer(trainer.get(), "adam(learning_rate=0.02)"));
    check(glia_trainer_set_epochs(trainer.get(), 200));
    check(glia_trainer_fit(trainer.get(), dataset.get(), nullptr));
    double accuracy = 0;
    check(glia_trainer_evaluate(trainer.get(), dataset.get(), nullptr, &accuracy));
    return accuracy;
}

std::vector<float> predictions(const glia_model* model, const Rows& data) {
    std::vector<float> y(rows * inputs);
    check(glia_model_predict(model, data.x.data(), rows, y.data()));
    return y;
}

bool has_right_gradient(const char* activation) {
    glia_gradient_report* report = nullptr;
    check(glia_activation_check_gradient(&report, activation));
    const bool passed = glia_gradient_report_passed(report) != 0;
    glia_gradient_report_destroy(report);
    return passed;
}

TEST(PluginFromBefore1_0, ComputesWhatItsFormulaSays) {
    load("old_swish");
    Model model = create<glia_model>([](auto** out) { return glia_model_create(out, 1); });
    check(glia_model_add_activation(model.get(), "old_swish(beta=2)"));
    check(glia_model_initialize(model.get(), "auto", 1));
    EXPECT_EQ(glia_model_parameter_count(model.get()), 0U);
    const std::vector<float> x = {-3, -0.5F, 0, 1, 4};
    std::vector<float> y(x.size());
    check(glia_model_predict(model.get(), x.data(), x.size(), y.data()));
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(y[i], x[i] / (1 + std::exp(-2 * x[i])), 1e-6) << x[i];
}

TEST(PluginFromBefore1_0, PassesTheGradientCheck) {
    load("old_swish");
    load("old_row_softmax");
    EXPECT_TRUE(has_right_gradient("old_swish(beta=0.5)"));
    EXPECT_TRUE(has_right_gradient("old_row_softmax"));
}

TEST(PluginFromBefore1_0, TrainsIsSavedAndLoaded) {
    load("old_swish");
    load("old_row_softmax");
    const Rows data;
    const Model model = make_model("old_swish(beta=1.5)", "old_row_softmax");
    EXPECT_GE(train(model.get(), data), 0.95);

    std::size_t size = 0;
    check(glia_model_save_memory(model.get(), nullptr, 0, &size));
    std::vector<char> bytes(size);
    check(glia_model_save_memory(model.get(), bytes.data(), size, nullptr));
    const Model loaded =
        create<glia_model>([&](auto** out) { return glia_model_load_memory(out, bytes.data(), bytes.size()); });
    EXPECT_EQ(predictions(loaded.get(), data), predictions(model.get(), data));
}

TEST(PluginFromBefore1_0, IsDescribed) {
    load("old_swish");
    load("old_row_softmax");
    for (const char* const name : {"old_swish", "old_row_softmax"}) {
        char json[4096];
        check(glia_registry_describe(name, json, sizeof json, nullptr));
        EXPECT_NE(std::string(json).find(std::string(R"("name":")") + name + '"'), std::string::npos) << json;
    }
}

TEST(PluginOfVersion1_0, TrainsTheParameterOfEachUnit) {
    load("old_slope");
    EXPECT_TRUE(has_right_gradient("old_slope(slope=0.5)"));
    const Rows data;
    const Model model = make_model("old_slope", "softmax");
    EXPECT_GE(train(model.get(), data), 0.95);
    std::vector<float> slopes(12);
    check(glia_model_get_parameters(model.get(), 0, "activation.slope", slopes.data(), slopes.size(), nullptr));
    EXPECT_NE(slopes, std::vector<float>(slopes.size(), 0.25F));
}

}  // namespace
}  // namespace glia::test
