// L-BFGS, step by step, against its definition in Nocedal and Wright and against PyTorch: tests/figures/lbfgs_steps.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <type_traits>

#include "core/figures.hpp"
#include "core/optimizers/lbfgs.hpp"
#include "core/optimizers/lbfgs_problems.hpp"

namespace glia {
namespace {

struct Step {
    std::size_t evaluations = 0;
    std::vector<double> x;  // where it arrived
};

using Path = std::vector<Step>;
using Job = std::tuple<std::string, std::string, std::string>;  // optimizer, problem, program

std::map<Job, Path> read_paths() {
    std::map<Job, Path> paths;
    for (auto& row : test::read_table(GLIA_TEST_FIGURES "/lbfgs_steps.txt")) {
        Path& path = paths[{row["optimizer"], row["problem"], row["program"]}];
        if (std::stoul(row["step"]) > path.size()) path.emplace_back();
        path.back().evaluations = std::stoul(row["evaluations"]);
        path.back().x.push_back(std::stod(row["value"]));
    }
    return paths;
}

template <class T>
Path walk(const std::string& spec, const std::string& problem, std::size_t steps) {
    const bool bent = problem == "rosenbrock";
    const typename Lbfgs<T>::Evaluate function = bent ? test::rosenbrock<T> : test::logistic<T>;
    const std::vector<double> start = bent ? test::rosenbrock_start() : test::logistic_start();
    std::vector<T> x(start.begin(), start.end());
    const LbfgsSettings settings = lbfgs_settings(spec).value();
    const Lbfgs<T> lbfgs(settings);
    LbfgsState<T> state;
    Workers workers;
    Path path;
    for (std::size_t i = 0; i < steps; ++i) {
        const std::size_t evaluations = lbfgs.iterate(state, x, function, workers).evaluations;
        path.push_back({evaluations, {x.begin(), x.end()}});
    }
    return path;
}

std::string name(const Job& job) {
    const auto& [optimizer, problem, program] = job;
    return optimizer + ", " + problem + ", " + program;
}

template <class T>
void compare(const Job& job, const Path& expected, std::size_t steps, double tolerance) {
    const Path path = walk<T>(std::get<0>(job), std::get<1>(job), steps);
    for (std::size_t step = 0; step < steps; ++step) {
        for (std::size_t i = 0; i < path[step].x.size(); ++i) {
            ASSERT_NEAR(path[step].x[i], expected[step].x.at(i), tolerance) << name(job) << ", step " << step + 1;
        }
        if (std::is_same_v<T, float>) continue;
        ASSERT_EQ(path[step].evaluations, expected[step].evaluations) << name(job) << ", step " << step + 1;
    }
}

// An equal number of evaluations says that the search made the same decisions, also where it lengthened or shortened
// the step. Rounding grows from step to step: in double, two programs are up to 2e-10 apart after 30 of them.
TEST(LbfgsFigures, AreReachedInDouble) {
    const std::map<Job, Path> paths = read_paths();
    ASSERT_EQ(paths.size(), 9U);
    for (const auto& [job, expected] : paths) compare<double>(job, expected, expected.size(), 1e-8);
}

// In float, up to 5e-5 after 20 steps. Where the first step is so short that the loss hardly changes, rounding decides
// whether the cubic through two losses has a minimum at all, and a float takes another path.
TEST(LbfgsFigures, AreReachedInFloat) {
    constexpr std::size_t most_steps = 20;
    for (const auto& [job, expected] : read_paths()) {
        if (std::get<0>(job) == "lbfgs(learning_rate=0.05)") continue;
        compare<float>(job, expected, std::min(most_steps, expected.size()), 1e-3);
    }
}

}  // namespace
}  // namespace glia
