// Losses and class weights as PyTorch and scikit-learn compute them: see tests/figures/README.md.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "core/data/class_weights.hpp"
#include "core/figures.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/plugins.hpp"
#include "core/training/trainer.hpp"
#include "io/csv.hpp"

namespace glia::test {
namespace {

const std::string figures = GLIA_TEST_FIGURES "/losses_";

// The numbers of a job, by kind; row by row.
template <class T>
std::map<std::string, std::vector<T>> read_values(const std::string& job) {
    static const std::vector<std::map<std::string, std::string>> table = read_table(figures + "values.txt");
    std::map<std::string, std::vector<T>> values;
    for (const auto& row : table) {
        if (row.at("job") == job) values[row.at("kind")].push_back(static_cast<T>(std::stod(row.at("value"))));
    }
    return values;
}

// A layer whose logits are its inputs.
template <class T>
std::shared_ptr<Model<T>> make_unit_layer(std::size_t width, const std::string& activation) {
    auto model = std::make_shared<Model<T>>(width);
    model->add(make_layer<T>({"dense", width, activation, 0}, width, standard_activations()));
    model->allocate();
    for (std::size_t j = 0; j < width; ++j) model->values(0, model->tensor(0, "weight"))[j * width + j] = 1;
    return model;
}

template <class T>
void expect_parity(double relative, double absolute) {
    const auto jobs = read_table(figures + "jobs.txt");
    ASSERT_EQ(jobs.size(), 19u);
    for (const auto& job : jobs) {
        SCOPED_TRACE(job.at("job"));
        const std::size_t rows = std::stoul(job.at("rows"));
        const std::size_t outputs = std::stoul(job.at("outputs"));
        const auto values = read_values<T>(job.at("job"));
        Trainer<T> trainer(make_unit_layer<T>(outputs, job.at("activation")));
        trainer.set_loss(job.at("loss"));
        trainer.forward(values.at("logit").data(), rows);
        const double loss = trainer.loss(values.at("target").data(), values.at("weight").data());
        const double expected = static_cast<double>(values.at("loss").at(0));
        EXPECT_NEAR(loss, expected, relative * std::abs(expected));
        trainer.backward();
        const std::span<const T> gradient = trainer.activation_gradients(0);
        const std::vector<T>& slopes = values.at("gradient");
        ASSERT_EQ(gradient.size(), slopes.size());
        for (std::size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(gradient[i], slopes[i], absolute) << i;
    }
}

TEST(LossParity, IsToTwelveDigitsInDouble) {
    expect_parity<double>(1e-12, 1e-14);
}

TEST(LossParity, IsToSixDigitsInFloat) {
    expect_parity<float>(1e-6, 5e-7);
}

TEST(LossParity, OfBalancedClassWeightsIsThatOfScikitLearn) {
    std::map<std::string, std::vector<std::map<std::string, std::string>>> expected;
    for (auto& row : read_table(figures + "class_weights.txt")) expected[row.at("data")].push_back(row);
    ASSERT_EQ(expected.size(), 4u);
    for (const auto& [name, classes] : expected) {
        InputFile file(GLIA_TEST_DATA "/" + name + ".csv");
        const Dataset data = read_csv(file, {.targets = {}, .kind = CsvTarget::classes});
        const std::vector<double> weights = balanced_class_weights(data);
        ASSERT_EQ(weights.size(), classes.size());
        for (std::size_t c = 0; c < classes.size(); ++c) {
            EXPECT_EQ(data.class_names()[c], classes[c].at("class"));
            EXPECT_DOUBLE_EQ(weights[c], std::stod(classes[c].at("weight"))) << name << " " << c;
        }
    }
}

}  // namespace
}  // namespace glia::test
