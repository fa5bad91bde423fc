// Each optimizer, step by step, against PyTorch's, and Lion against its paper: tests/figures/torch_optimizers.py. What
// PyTorch has not, an epsilon hat, against scikit-learn's Adam and the definition: tests/figures/epsilon_hat.py.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/figures.hpp"
#include "core/optimizers/optimizer.hpp"

namespace glia {
namespace {

using test::read_table;

struct Given {
    std::vector<double> parameters;
    std::vector<std::vector<double>> gradients;  // of each step
};

Given read_given() {
    Given given;
    for (auto& row : read_table(GLIA_TEST_FIGURES "/optimizer_gradients.txt")) {
        const std::size_t step = std::stoul(row["step"]);
        if (step > given.gradients.size()) given.gradients.emplace_back();
        (step == 0 ? given.parameters : given.gradients[step - 1]).push_back(std::stod(row["value"]));
    }
    return given;
}

// Parameters after each step.
using Path = std::vector<std::vector<double>>;

std::map<std::string, Path> read_paths(const std::string& precision) {
    std::map<std::string, Path> paths;
    for (const char* const file : {"/optimizer_steps.txt", "/epsilon_hat_steps.txt"}) {
        for (auto& row : read_table(std::string(GLIA_TEST_FIGURES) + file)) {
            if (row["precision"] != precision) continue;
            Path& path = paths[row["optimizer"]];
            if (std::stoul(row["step"]) > path.size()) path.emplace_back();
            path.back().push_back(std::stod(row["value"]));
        }
    }
    return paths;
}

// Cuts the arrays in two, so that what depends on where a parameter lies would show.
template <class T>
Path walk(const std::string& spec, const Given& given) {
    const auto optimizer = make_optimizer<T>(spec);
    std::vector<T> p(given.parameters.begin(), given.parameters.end());
    std::vector<std::vector<T>> slots;
    for (std::size_t i = 0; i < optimizer->slots(); ++i) {
        slots.emplace_back(p.size(), static_cast<T>(optimizer->slot_start(i)));
    }
    Path path;
    for (std::uint64_t step = 1; step <= given.gradients.size(); ++step) {
        const std::vector<T> g(given.gradients[step - 1].begin(), given.gradients[step - 1].end());
        for (const auto& [first, size] : {std::pair<std::size_t, std::size_t>{0, 2}, {2, p.size() - 2}}) {
            std::vector<T*> at;
            for (std::vector<T>& slot : slots) at.push_back(slot.data() + first);
            optimizer->update(optimizer->factors({.number = step}), size, p.data() + first, g.data() + first, at);
        }
        path.emplace_back(p.begin(), p.end());
    }
    return path;
}

template <class T>
void compare(const std::string& precision, double tolerance) {
    const Given given = read_given();
    ASSERT_EQ(given.gradients.size(), 25u);
    const std::map<std::string, Path> paths = read_paths(precision);
    std::set<std::string> names;
    std::size_t with_hat = 0;
    for (const auto& [spec, expected] : paths) {
        if (spec.find("epsilon_hat") != std::string::npos) ++with_hat;
        names.insert(spec.substr(0, spec.find('(')));
        const Path path = walk<T>(spec, given);
        ASSERT_EQ(path.size(), expected.size()) << spec;
        for (std::size_t step = 0; step < path.size(); ++step) {
            for (std::size_t i = 0; i < path[step].size(); ++i) {
                ASSERT_NEAR(path[step][i], expected[step].at(i), tolerance) << spec << ", step " << step + 1;
            }
        }
    }
    EXPECT_EQ(with_hat, 5u);
    for (const SpecDefinition& each : optimizer_definitions()) {
        EXPECT_TRUE(names.contains(each.name) || each.name == "lbfgs") << each.name << " has no figures";
    }
}

TEST(OptimizerFigures, AreReachedInDouble) {
    compare<double>("f64", 1e-12);
}

TEST(OptimizerFigures, AreReachedInFloat) {
    compare<float>("f32", 2e-5);
}

}  // namespace
}  // namespace glia
