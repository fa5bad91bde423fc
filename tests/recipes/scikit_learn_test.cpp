// scikit-learn's MLPClassifier as it comes, said in specs, is as accurate on the same splits of the same data. What
// scikit-learn did is in the figures (figures/sklearn_mlp.py).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "mlp_classifier.hpp"

namespace glia::test {
namespace {

constexpr std::size_t splits = 10;

// Relative. On Emerald Rapids, losses of standardized digits differ by 6e-6 after 20 epochs, others less.
constexpr double loss_tolerance = 1e-4;

// Rounding moves the accuracy that a start ends at, now up and now down. So much may the mean be lower.
constexpr double allowance = 1e-3;

// From how many first parameters each split is learnt: as few as show what they should within seconds, or as many as
// GLIA_STARTS says, at most those of the figures.
std::size_t starts_of(const std::string& data) {
    if (const char* const given = std::getenv("GLIA_STARTS")) return std::strtoul(given, nullptr, 10);
    return data == "digits" ? 1 : 5;
}

// ---- Figures --------------------------------------------------------------------------------------------------------

using TestRows = std::set<std::size_t>;

TestRows read_test_rows(const std::string& data, std::size_t split) {
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

// Of the starts of each split, in order.
using Accuracies = std::map<std::size_t, std::vector<double>>;

Accuracies read_accuracies(const std::string& data, const std::string& features, const std::string& precision) {
    std::ifstream file(GLIA_TEST_FIGURES "/sklearn_mlp.txt");
    Accuracies accuracies;
    std::string name;
    std::string kind;
    std::string number;
    std::string split;
    std::string start;
    std::string epochs;
    std::string accuracy;
    while (file >> name >> kind >> number >> split >> start >> epochs >> accuracy) {
        if (name != data || kind != features || number != precision) continue;
        accuracies[std::stoul(split)].push_back(std::stod(accuracy));
    }
    return accuracies;
}

// Of split 0 from start 0.
std::vector<double> read_losses(const std::string& data, const std::string& features) {
    std::ifstream file(GLIA_TEST_FIGURES "/sklearn_mlp_losses.txt");
    std::vector<double> losses;
    std::string name;
    std::string kind;
    std::string epoch;
    std::string loss;
    while (file >> name >> kind >> epoch >> loss) {
        if (name == data && kind == features) losses.push_back(std::stod(loss));
    }
    return losses;
}

// ---- Data -----------------------------------------------------------------------------------------------------------

struct Split {
    Rows train;
    Rows test;
};

// Each feature less its mean over the training rows, divided by its deviation there.
void standardize(Rows& train, Rows& test) {
    const std::size_t features = train.features;
    const auto rows = static_cast<double>(train.count());
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

Split read_split(const std::string& name, const std::string& features, std::size_t number) {
    const std::string path = GLIA_TEST_DATA "/" + name + ".csv";
    const Dataset data = create<glia_dataset>(
        [&](auto** out) { return glia_dataset_open_csv(out, path.c_str(), nullptr, GLIA_TARGET_CLASSES); });
    const TestRows test_rows = read_test_rows(name, number);
    Split split;
    for (Rows* part : {&split.train, &split.test}) {
        part->features = glia_dataset_features(data.get());
        part->classes = glia_dataset_class_count(data.get());
    }
    std::vector<float> x(split.train.features);
    for (std::size_t row = 0; row < glia_dataset_rows(data.get()); ++row) {
        std::int32_t label = 0;
        check(glia_dataset_get_rows(data.get(), row, 1, x.data(), nullptr, &label));
        Rows& part = test_rows.contains(row) ? split.test : split.train;
        part.x.insert(part.x.end(), x.begin(), x.end());
        part.labels.push_back(label);
    }
    if (features == "standardized") standardize(split.train, split.test);
    return split;
}

// ---- Both -----------------------------------------------------------------------------------------------------------

std::uint32_t random_state(std::size_t split, std::size_t start) {
    return static_cast<std::uint32_t>(10 * start + split);
}

double mean(const std::vector<double>& values, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += values.at(i);
    return sum / static_cast<double>(count);
}

struct Summary {
    double mean;
    double deviation;
};

Summary summarize(const std::vector<double>& values) {
    const double center = mean(values, values.size());
    double squares = 0;
    for (const double value : values) squares += std::pow(value - center, 2);
    return {center, std::sqrt(squares / static_cast<double>(values.size() - 1))};
}

using Comparison = std::tuple<const char*, const char*>;  // data, features

std::string name_of(const testing::TestParamInfo<Comparison>& tested) {
    return std::string(std::get<0>(tested.param)) + "_" + std::get<1>(tested.param);
}

class ScikitLearn : public testing::TestWithParam<Comparison> {};
class ScikitLearnLosses : public ScikitLearn {};

// From the sixth epoch on: before, and for longer where features are large, some rows have so small a share of their
// class that scikit-learn, which takes no share as below 1.2e-7, counts a smaller loss. (Its gradients are the same.)
TEST_P(ScikitLearnLosses, AreTheSameAtFirst) {
    const auto [name, features] = GetParam();
    const std::vector<double> theirs = read_losses(name, features);
    ASSERT_EQ(theirs.size(), 20U);
    const Split split = read_split(name, features, 0);
    const std::vector<double> ours = learn_as_mlp_classifier(split.train, split.test, random_state(0, 0)).objectives;
    ASSERT_GE(ours.size(), theirs.size());
    for (std::size_t i = 5; i < theirs.size(); ++i) {
        EXPECT_NEAR(ours[i], theirs[i], loss_tolerance * theirs[i]) << "epoch " << i + 1;
    }
}

TEST_P(ScikitLearn, IsNotMoreAccurate) {
    const auto [name, features] = GetParam();
    const Accuracies singles = read_accuracies(name, features, "f32");
    const Accuracies doubles = read_accuracies(name, features, "f64");
    ASSERT_EQ(singles.size(), splits);
    const std::size_t starts = std::min(starts_of(name), singles.at(0).size());
    ASSERT_GE(starts, 1U);
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> in_double;
    std::vector<double> differences;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < splits; ++i) {
        const Split split = read_split(name, features, i);
        std::vector<double> accuracies;
        for (std::size_t start = 0; start < starts; ++start) {
            accuracies.push_back(learn_as_mlp_classifier(split.train, split.test, random_state(i, start)).accuracy);
            if (std::fabs(accuracies.back() - singles.at(i).at(start)) < 1e-9) ++equal;
        }
        ours.push_back(mean(accuracies, starts));
        theirs.push_back(mean(singles.at(i), starts));
        in_double.push_back(mean(doubles.at(i), starts));
        differences.push_back(ours.back() - theirs.back());
    }
    const Summary a = summarize(ours);
    const Summary b = summarize(theirs);
    const Summary c = summarize(in_double);
    const Summary d = summarize(differences);
    const double error = d.deviation / std::sqrt(static_cast<double>(splits));
    std::printf("| `%s` | %s | %.2f ± %.2f | %.2f ± %.2f | %+.2f ± %.2f | %zu of %zu | %.2f ± %.2f |\n", name, features,
                100 * a.mean, 100 * a.deviation, 100 * b.mean, 100 * b.deviation, 100 * d.mean, 100 * error, equal,
                splits * starts, 100 * c.mean, 100 * c.deviation);
    EXPECT_GE(d.mean, -allowance);
}

INSTANTIATE_TEST_SUITE_P(Data, ScikitLearn,
                         testing::Combine(testing::Values("digits", "iris", "wine", "breast_cancer"),
                                          testing::Values("raw", "standardized")),
                         name_of);

INSTANTIATE_TEST_SUITE_P(Data, ScikitLearnLosses,
                         testing::Values(Comparison("digits", "standardized"), Comparison("iris", "raw"),
                                         Comparison("iris", "standardized"), Comparison("wine", "standardized"),
                                         Comparison("breast_cancer", "standardized")),
                         name_of);

}  // namespace
}  // namespace glia::test
