#include "core/optimizers/schedule.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/figures.hpp"

namespace glia {
namespace {

double factor(const char* spec, double epoch, double epochs) {
    return make_schedule(spec)->factor({}, {epoch, epochs});
}

TEST(Schedule, GivesPyTorchsRates) {
    std::set<std::string> names;
    for (auto& row : test::read_table(GLIA_TEST_FIGURES "/schedule_factors.txt")) {
        const std::string spec = row["schedule"];
        names.insert(spec.substr(0, spec.find('(')));
        const double epoch = std::stod(row["update"]) / std::stod(row["batches"]);
        const double reached = make_schedule(spec)->factor({}, {epoch, std::stod(row["epochs"])});
        EXPECT_NEAR(reached, std::stod(row["factor"]), 1e-12) << spec << " in epoch " << epoch;
    }
    for (const SpecDefinition& each : schedule_definitions()) {
        EXPECT_TRUE(names.contains(each.name) || each.name == "reduce_on_plateau") << each.name << " has no figures";
    }
}

TEST(Schedule, WaitsOnAPlateauAsPyTorchDoes) {
    std::string spec;
    ScheduleState state;
    std::set<double> factors;
    for (auto& row : test::read_table(GLIA_TEST_FIGURES "/plateau_factors.txt")) {
        if (row["schedule"] != spec) state = {};
        spec = row["schedule"];
        const auto schedule = make_schedule(spec);
        EXPECT_TRUE(schedule->watches_metric());
        schedule->after_epoch(state, std::stod(row["metric"]), row["better"] == "higher");
        EXPECT_DOUBLE_EQ(schedule->factor(state, {1, 40}), std::stod(row["factor"]))
            << spec << " in epoch " << row["epoch"];
        factors.insert(state.factor);
    }
    EXPECT_GT(factors.size(), 5u);  // something happened
}

TEST(Schedule, IsOneWithoutASchedule) {
    for (const double epoch : {0.0, 0.5, 7.0, 100.0}) EXPECT_EQ(factor("constant", epoch, 10), 1);
}

TEST(Schedule, FollowsItsClosedForm) {
    EXPECT_DOUBLE_EQ(factor("step(every=2, factor=0.5)", 5.9, 10), 0.25);
    EXPECT_DOUBLE_EQ(factor("exponential(factor=0.25)", 1.5, 10), 0.125);
    EXPECT_DOUBLE_EQ(factor("polynomial(power=2, end=0.2)", 5, 10), 0.2 + 0.8 * 0.25);
    EXPECT_DOUBLE_EQ(factor("cosine(end=0.5)", 5, 10), 0.75);
    EXPECT_DOUBLE_EQ(factor("one_cycle(warmup_fraction=0.5, start_factor=0.2)", 2.5, 10), 0.6);
}

TEST(Schedule, GrowsInAStraightLineWhileItWarmsUp) {
    EXPECT_DOUBLE_EQ(factor("constant(warmup=4, warmup_start=0)", 1, 10), 0.25);
    EXPECT_DOUBLE_EQ(factor("constant(warmup=4, warmup_start=0.5)", 2, 10), 0.75);
    // What follows has the epochs that are left.
    EXPECT_DOUBLE_EQ(factor("cosine(warmup=4)", 7, 10), 0.5);
    // One that takes longer than all epochs is never over.
    EXPECT_DOUBLE_EQ(factor("constant(warmup=40, warmup_start=0)", 10, 10), 0.25);
}

TEST(Schedule, RestartsWhereAPeriodEndsDespiteRounding) {
    // 0.1 added up ten times is a little less than 1.
    double epoch = 0;
    for (int i = 0; i < 10; ++i) epoch += 0.1;
    ASSERT_LT(epoch, 1);
    EXPECT_DOUBLE_EQ(factor("cosine_restarts(period=1)", epoch, 10), 1);
    EXPECT_DOUBLE_EQ(factor("step(every=1, factor=0.5)", epoch, 10), 0.5);
    for (const double start : {0.0, 1.0, 4.0, 13.0, 40.0, 121.0, 364.0}) {
        EXPECT_DOUBLE_EQ(factor("cosine_restarts(period=1, multiplier=3)", start, 400), 1) << start;
    }
}

TEST(Schedule, StaysAtItsEndWhereTrainingGoesOn) {
    EXPECT_DOUBLE_EQ(factor("cosine(end=0.25)", 30, 10), 0.25);
    EXPECT_DOUBLE_EQ(factor("polynomial(end=0.25)", 30, 10), 0.25);
    EXPECT_DOUBLE_EQ(factor("one_cycle(end_factor=0.25)", 30, 10), 0.25);
}

TEST(Schedule, IsFiniteAndWithinBoundsForExtremeParameters) {
    for (const char* const spec :
         {"cosine_restarts(period=1e-300)", "cosine_restarts(period=1e300, multiplier=1e300)",
          "cosine_restarts(multiplier=1.0000000000000003)", "step(every=1e-300)", "one_cycle(warmup_fraction=1e-300)",
          "polynomial(power=1e300)", "constant(warmup=1e300)"}) {
        for (const double epoch : {0.0, 0.3, 9.99, 10.0}) {
            const double reached = factor(spec, epoch, 10);
            EXPECT_TRUE(reached >= 0 && reached <= 1) << spec << ": " << reached;
        }
    }
}

TEST(Schedule, DoesNotTakeAFigureThatIsNoNumberForABetterOne) {
    const auto schedule = make_schedule("reduce_on_plateau(factor=0.5, patience=1)");
    ScheduleState state;
    schedule->after_epoch(state, 1, false);
    for (int i = 0; i < 2; ++i) schedule->after_epoch(state, std::nan(""), false);
    EXPECT_EQ(state.best, 1);
    EXPECT_EQ(state.factor, 0.5);
}

TEST(Schedule, RefusesBadSpecs) {
    for (const auto& [spec, text] : std::vector<std::pair<const char*, const char*>>{
             {"step(factor=0)", "schedule 'step': factor is 0; it must be in (0, 1]"},
             {"cosine(warmup=-1)", "schedule 'cosine': warmup is -1; it must be in [0, inf)"},
             {"cosin",
              "unknown schedule 'cosin'; did you mean 'cosine'? Known: constant, cosine, cosine_restarts, exponential, "
              "one_cycle, polynomial, reduce_on_plateau, step"}}) {
        try {
            make_schedule(spec);
            ADD_FAILURE() << spec;
        } catch (const Error& e) {
            EXPECT_STREQ(e.what(), text);
        }
    }
}

}  // namespace
}  // namespace glia
