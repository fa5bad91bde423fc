// A gradient that is not finite is noticed by every optimizer, and stays where it is for whoever says so.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/workers.hpp"
#include "core/network.hpp"
#include "core/optimizers/updater.hpp"

namespace glia::test {
namespace {

std::vector<std::string> optimizers() {
    std::vector<std::string> names = {"sgd(momentum=0.9)", "sgd(momentum=0.9,nesterov=1)"};
    for (const SpecDefinition& definition : optimizer_definitions()) {
        if (definition.name != std::string("lbfgs")) names.emplace_back(definition.name);
    }
    return names;
}

class GradientJudging : public testing::TestWithParam<std::string> {};

TEST_P(GradientJudging, FindsEachThatIsNotFinite) {
    for (const float bad : {INFINITY, -INFINITY, NAN}) {
        for (const float before : {-1.0F, 1.0F}) {  // what the optimizer remembers is of either sign
            const auto model = make_model(3, "2:identity");
            Workers workers(1);
            Updater<float> updater(GetParam());
            const std::size_t at = 4;
            for (float& each : updater.gradients(*model)) each = before;
            ASSERT_EQ(updater.update(*model, workers, 1, Keep::previous_parameters), UpdateOutcome::made);
            const std::vector<float> good = parameters_of(*model);
            for (float& each : updater.gradients(*model)) each = before;
            updater.gradients(*model)[at] = bad;
            EXPECT_EQ(updater.update(*model, workers, 1, Keep::previous_parameters), UpdateOutcome::refused) << bad;
            EXPECT_EQ(parameters_of(*model), good);
            EXPECT_FALSE(std::isfinite(updater.gradients()[at]));
        }
    }
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param.substr(0, info.param.find('('));
    return name + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(All, GradientJudging, testing::ValuesIn(optimizers()), name_of);

}  // namespace
}  // namespace glia::test
