// Precision, recall, F1 and support of each class, and the confusion matrix, against scikit-learn's figures
// (tests/figures/sklearn_metrics.py).
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "glia/metrics.h"

namespace {

struct Rows {
    std::size_t outputs = 0;
    std::vector<float> y;
    std::vector<std::int32_t> truth;
    std::vector<float> weights;
    std::size_t classes() const { return outputs == 1 ? 2 : outputs; }
};

Rows read_rows(const std::string& name) {
    std::ifstream file(GLIA_TEST_FIGURES "/sklearn_metrics_rows.txt");
    Rows rows;
    std::string of;
    std::string weight;
    std::string target;
    std::string outputs;
    while (file >> of >> weight >> target >> outputs) {
        if (of != name) continue;
        const std::size_t before = rows.y.size();
        std::istringstream words(outputs);
        for (std::string output; std::getline(words, output, ',');) rows.y.push_back(std::stof(output));
        rows.outputs = rows.y.size() - before;
        rows.truth.push_back(std::stoi(target));
        rows.weights.push_back(std::stof(weight));
    }
    return rows;
}

using Figures = std::map<std::pair<std::string, std::size_t>, double>;  // by name and class

std::map<std::string, Figures> read_figures() {
    std::ifstream file(GLIA_TEST_FIGURES "/sklearn_metrics_classes.txt");
    std::map<std::string, Figures> cases;
    std::string name;
    std::string figure;
    std::string of;
    std::string value;
    file >> name >> figure >> of >> value;  // names of the columns
    while (file >> name >> figure >> of >> value) cases[name][{figure, std::stoul(of)}] = std::stod(value);
    return cases;
}

Figures figures_of(const Rows& rows) {
    const std::size_t count = rows.truth.size();
    const std::size_t classes = rows.classes();
    std::vector<std::int32_t> predicted(count);
    EXPECT_EQ(glia_metrics_classify(rows.y.data(), count, rows.outputs, predicted.data()), GLIA_OK);
    std::vector<double> precision(classes);
    std::vector<double> recall(classes);
    std::vector<double> f1(classes);
    std::vector<double> support(classes);
    EXPECT_EQ(glia_metrics_per_class(rows.truth.data(), predicted.data(), rows.weights.data(), count, classes,
                                     precision.data(), recall.data(), f1.data(), support.data()),
              GLIA_OK);
    std::vector<std::uint64_t> matrix(classes * classes);
    EXPECT_EQ(glia_metrics_confusion(rows.truth.data(), predicted.data(), count, classes, matrix.data()), GLIA_OK);
    Figures figures;
    for (std::size_t k = 0; k < classes; ++k) {
        figures[{"precision", k}] = precision[k];
        figures[{"recall", k}] = recall[k];
        figures[{"f1", k}] = f1[k];
        figures[{"support", k}] = support[k];
        for (std::size_t p = 0; p < classes; ++p) {
            figures[{"confusion_" + std::to_string(p), k}] = static_cast<double>(matrix[k * classes + p]);
        }
    }
    return figures;
}

TEST(ClassFigures, AreThoseOfScikitLearn) {
    const std::map<std::string, Figures> cases = read_figures();
    ASSERT_EQ(cases.size(), 5U);
    for (const auto& [name, expected] : cases) {
        const Figures figures = figures_of(read_rows(name));
        ASSERT_EQ(figures.size(), expected.size()) << name;
        for (const auto& [key, value] : expected) {
            EXPECT_NEAR(figures.at(key), value, 1e-12) << name << ", " << key.first << " of class " << key.second;
        }
    }
}

}  // namespace
