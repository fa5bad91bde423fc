// scikit-learn's MLPClassifier as it comes, said in specs, is as accurate on the same splits of the same data.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "handles.hpp"

namespace glia::test {
namespace {

constexpr std::uint64_t splits = 10;

// Both sides see the same rows, but start from other first parameters and take other mini-batches. How far that alone
// moves the mean is its standard error, known from the ten differences between means on the same split. Two programs
// that are equal differ by more than three of them, to the side that counts, in one comparison of 130 (Student's t).
constexpr double most_errors = 3;
constexpr double rounding = 1e-12;  // of sums of ten

// From how many first parameters each split is learnt: as few as show what they should within seconds, or as many as
// GLIA_STARTS says. (scikit-learn's means are over 20, and 5 of digits.)
std::uint64_t starts_of(const std::string& data) {
    if (const char* const given = std::getenv("GLIA_STARTS")) return std::strtoul(given, nullptr, 10);
    return data == "digits" ? 1 : 5;
}

// ---- What scikit-learn did (figures/sklearn_mlp.py) -----------------------------------------------------------------

using TestRows = std::set<std::size_t>;

TestRows read_test_rows(const std::string& data, std::uint64_t split) {
    std::ifstream file(GLIA_TEST_FIGURES "/sklearn_mlp_splits.txt");
    std::string name;
    std::string number;
    std::string list;
    while (file >> name >> number >> list) {
        if (name != data || number != std::to_string(split)) continue;
        TestRows rows;
        std::istringstream words(list);
        for (std::string row; std::getline(words, row, ',');) rows.insert(std::stoul(row));
        return rows;
    }
    throw std::runtime_error("no split " + std::to_string(split) + " of " + data);
}

std::vector<double> read_accuracies(const std::string& data, const std::string& features) {
    std::ifstream file(GLIA_TEST_FIGURES "/sklearn_mlp.txt");
    std::vector<double> accuracies;
    std::string name;
    std::string kind;
    std::string split;
    std::string accuracy;
    while (file >> name >> kind >> split >> accuracy) {
        if (name == data && kind == features) accuracies.push_back(std::stod(accuracy));
    }
    return accuracies;
}

// ---- The same by glia -----------------------------------------------------------------------------------------------

struct Rows {
    std::vector<float> x;  // rows x features
    std::vector<std::int32_t> classes;
};

// Each feature less its mean over the training rows, divided by its deviation there.
void standardize(Rows& train, Rows& test, std::size_t features) {
    const auto rows = static_cast<double>(train.classes.size());
    for (std::size_t feature = 0; feature < features; ++feature) {
        double sum = 0;
        double squares = 0;
        for (std::size_t i = feature; i < train.x.size(); i += features) sum += static_cast<double>(train.x[i]);
        const double mean = sum / rows;
        for (std::size_t i = feature; i < train.x.size(); i += features) {
            squares += std::pow(static_cast<double>(train.x[i]) - mean, 2);
        }
        const double deviation = squares > 0 ? std::sqrt(squares / rows) : 1;
        for (std::vector<float>* x : {&train.x, &test.x}) {
            for (std::size_t i = feature; i < x->size(); i += features) {
                (*x)[i] = static_cast<float>((static_cast<double>((*x)[i]) - mean) / deviation);
            }
        }
    }
}

Dataset make_dataset(const Rows& rows, std::size_t features, std::size_t classes) {
    return create<glia_dataset>([&](glia_dataset** out) {
        return glia_dataset_create_classes(out, rows.x.data(), rows.classes.size(), features, 0, rows.classes.data(),
                                           classes);
    });
}

struct Split {
    Dataset train;
    Dataset test;
};

Split split(const glia_dataset* data, const TestRows& test_rows, bool standardized) {
    const std::size_t features = glia_dataset_features(data);
    const std::size_t classes = glia_dataset_class_count(data);
    Rows train;
    Rows test;
    std::vector<float> x(features);
    for (std::size_t row = 0; row < glia_dataset_rows(data); ++row) {
        std::int32_t label = 0;
        check(glia_dataset_get_rows(data, row, 1, x.data(), nullptr, &label));
        Rows& part = test_rows.contains(row) ? test : train;
        part.x.insert(part.x.end(), x.begin(), x.end());
        part.classes.push_back(label);
    }
    if (standardized) standardize(train, test, features);
    return {make_dataset(train, features, classes), make_dataset(test, features, classes)};
}

std::string spec(const char* name, const char* parameter, double value) {
    std::ostringstream text;
    text << name << '(' << parameter << '=' << value << ')';
    return text.str();
}

// Weights and biases even in +-sqrt(6 / (inputs + outputs)) of their layer. With the seed of its weights, a layer's
// biases would be the first of these once more.
void initialize(glia_model* model, const std::vector<std::size_t>& widths, std::uint64_t seed) {
    check(glia_model_initialize(model, "glorot_uniform", seed));
    for (std::size_t layer = 0; layer + 1 < widths.size(); ++layer) {
        const auto fans = static_cast<double>(widths[layer] + widths[layer + 1]);
        const std::string even = spec("uniform", "limit", std::sqrt(6 / fans));
        check(glia_model_initialize_tensor(model, layer, "bias", even.c_str(), ~seed));
    }
}

// When scikit-learn ends: after more than n_iter_no_change epochs in a row whose loss is not less, by tol, than the
// least so far. (glia's own rule compares with the loss from which it last fell by so much, as Keras does.)
struct NoChange {
    double least = std::numeric_limits<double>::infinity();
    int epochs = 0;

    static std::int32_t after(const glia_trainer* trainer, std::int32_t event, void* user) {
        if (event != GLIA_EVENT_EPOCH) return 0;
        constexpr double tol = 1e-4;
        constexpr int n_iter_no_change = 10;
        NoChange& self = *static_cast<NoChange*>(user);
        double loss = 0;
        if (glia_trainer_metric(trainer, "loss", &loss) != GLIA_OK) return -1;
        self.epochs = loss > self.least - tol ? self.epochs + 1 : 0;
        self.least = std::min(self.least, loss);
        return self.epochs > n_iter_no_change;
    }
};

// MLPClassifier(): hidden_layer_sizes=(100,), activation="relu", solver="adam", alpha=1e-4, batch_size=min(200, rows),
// learning_rate_init=1e-3, max_iter=200, shuffle=True, tol=1e-4, n_iter_no_change=10.
double accuracy_by_glia(const Split& data, std::uint64_t seed) {
    const std::size_t features = glia_dataset_features(data.train.get());
    const std::size_t classes = glia_dataset_class_count(data.train.get());
    const std::size_t outputs = classes == 2 ? 1 : classes;
    const Model model = create<glia_model>([&](glia_model** out) { return glia_model_create(out, features); });
    check(glia_model_add_dense(model.get(), 100, "relu"));
    check(glia_model_add_dense(model.get(), outputs, outputs == 1 ? "sigmoid" : "softmax"));
    initialize(model.get(), {features, 100, outputs}, seed);

    const Trainer trainer = create<glia_trainer>([&](auto** out) { return glia_trainer_create(out, model.get()); });
    const std::size_t batch = std::min<std::size_t>(200, glia_dataset_rows(data.train.get()));
    const std::string alpha = spec("l2", "factor", 1e-4 / static_cast<double>(batch));  // scikit-learn divides by rows
    check(glia_trainer_set_optimizer(trainer.get(), "adam(learning_rate=1e-3)"));
    check(glia_trainer_set_penalty(trainer.get(), alpha.c_str()));
    check(glia_trainer_set_batch_size(trainer.get(), batch));
    check(glia_trainer_set_epochs(trainer.get(), 200));
    check(glia_trainer_set_seed(trainer.get(), seed));
    NoChange no_change;
    check(glia_trainer_set_callback(trainer.get(), NoChange::after, &no_change, nullptr));
    const glia_status status = glia_trainer_fit(trainer.get(), data.train.get(), nullptr);
    if (status != GLIA_ERROR_CANCELLED) check(status);
    double accuracy = 0;
    check(glia_trainer_evaluate(trainer.get(), data.test.get(), nullptr, &accuracy));
    return accuracy;
}

// ---- Both -----------------------------------------------------------------------------------------------------------

struct Summary {
    double mean;
    double deviation;  // of the splits
};

Summary summarize(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) sum += value;
    double squares = 0;
    for (const double value : values) squares += std::pow(value - sum / count, 2);
    return {sum / count, std::sqrt(squares / (count - 1))};
}

using Comparison = std::tuple<const char*, const char*>;  // data, features

class ScikitLearn : public testing::TestWithParam<Comparison> {};

TEST_P(ScikitLearn, IsNotMoreAccurateBeyondChance) {
    const auto [name, features] = GetParam();
    const std::string path = std::string(GLIA_TEST_DATA "/") + name + ".csv";
    const Dataset data = create<glia_dataset>(
        [&](glia_dataset** out) { return glia_dataset_open_csv(out, path.c_str(), nullptr, GLIA_TARGET_CLASSES); });
    const std::vector<double> theirs = read_accuracies(name, features);
    ASSERT_EQ(theirs.size(), splits);
    const std::uint64_t starts = starts_of(name);
    ASSERT_GE(starts, 1U);
    std::vector<double> ours;
    std::vector<double> differences;
    for (std::uint64_t i = 0; i < splits; ++i) {
        const Split parts = split(data.get(), read_test_rows(name, i), features == std::string("standardized"));
        double sum = 0;
        for (std::uint64_t start = 0; start < starts; ++start) sum += accuracy_by_glia(parts, i * starts + start);
        ours.push_back(sum / static_cast<double>(starts));
        differences.push_back(ours.back() - theirs[i]);
    }
    const Summary a = summarize(ours);
    const Summary b = summarize(theirs);
    const Summary d = summarize(differences);
    const double error = d.deviation / std::sqrt(static_cast<double>(splits));
    std::printf("| `%s` | %s | %.2f ± %.2f | %.2f ± %.2f | %+.2f ± %.2f |\n", name, features, 100 * a.mean,
                100 * a.deviation, 100 * b.mean, 100 * b.deviation, 100 * d.mean, 100 * error);
    EXPECT_GE(d.mean, -most_errors * error - rounding);
}

INSTANTIATE_TEST_SUITE_P(Data, ScikitLearn,
                         testing::Combine(testing::Values("digits", "iris", "wine", "breast_cancer"),
                                          testing::Values("raw", "standardized")),
                         [](const auto& tested) {
                             return std::string(std::get<0>(tested.param)) + "_" + std::get<1>(tested.param);
                         });

}  // namespace
}  // namespace glia::test
