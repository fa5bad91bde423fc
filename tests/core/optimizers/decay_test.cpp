// What an optimizer remembers of gradients that have become 0 becomes 0 as well, rather than a number that is too small
// to matter and slow to compute with.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/workers.hpp"
#include "core/network.hpp"
#include "core/optimizers/updater.hpp"

namespace glia::test {
namespace {

class Decay : public testing::TestWithParam<const char*> {};

TEST_P(Decay, EndsAtZero) {
#if !defined(__x86_64__)
    GTEST_SKIP() << "only x86-64 is slow with subnormal numbers";
#endif
    const auto model = make_model(3, "2:identity");
    Workers workers(1);
    Updater<float> updater(GetParam());
    for (float& each : updater.gradients(*model)) each = 1e-3F;
    updater.update(*model, workers, 1, Keep::gradients);
    for (float& each : updater.gradients(*model)) each = 0;
    constexpr int updates = 3000;  // 0.95^3000 is 1e-67
    for (int i = 0; i < updates; ++i) updater.update(*model, workers, 1, Keep::gradients);
    ASSERT_FALSE(updater.state().slots.empty());
    for (const auto& slot : updater.state().slots) {
        for (const float each : slot) EXPECT_EQ(each, 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Optimizers, Decay,
                         testing::Values("sgd(momentum=0.95)", "adam(beta1=0.9, beta2=0.95)", "lion(beta2=0.95)"),
                         [](const auto& tested) {
                             const std::string spec = tested.param;
                             return spec.substr(0, spec.find('('));
                         });

}  // namespace
}  // namespace glia::test
