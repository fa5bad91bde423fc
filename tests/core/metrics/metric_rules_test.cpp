// What metrics refuse, forget and remember; their figures are in metric_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "core/metrics/metric.hpp"

namespace glia {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

std::string text_of(const auto& call) {
    try {
        call();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT) << e.what();
        return e.what();
    }
    return "";
}

constexpr MetricTask two_classes = {.outputs = 1, .has_classes = true};
constexpr MetricTask three_classes = {.outputs = 3, .has_classes = true};
constexpr MetricTask three_labels = {.outputs = 3};

struct Rows {
    std::vector<float> y;
    std::vector<std::int32_t> classes = {};
    std::vector<float> values = {};
    std::vector<float> weights = {};
};

void add(Metric& metric, std::size_t outputs, const Rows& rows) {
    const Targets<float> targets = {rows.values.empty() ? nullptr : rows.values.data(),
                                    rows.classes.empty() ? nullptr : rows.classes.data(),
                                    rows.weights.empty() ? nullptr : rows.weights.data()};
    metric.add(Outputs<float>{rows.y.size() / outputs, outputs, rows.y.data(), nullptr}, targets);
}

double value(const char* spec, const MetricTask& task, const Rows& rows) {
    const auto metric = make_metric(spec, task);
    add(*metric, task.outputs, rows);
    return metric->value();
}

TEST(MetricRules, RefuseWhatHasNoMeaningForTheTask) {
    struct Refusal {
        const char* spec;
        MetricTask task;
        const char* text;
    };
    const std::vector<Refusal> table = {
        {"r2", two_classes, "r2 is for target values, not for classes; take accuracy, f1_macro, log_loss or brier"},
        {"mae", three_classes, "mae is for target values, not for classes; take accuracy, f1_macro, log_loss or brier"},
        {"f1", three_classes, "f1 is for two classes; with 3, take f1_macro, f1_micro or f1_weighted"},
        {"recall", three_labels,
         "recall is for one class a row; with several labels in a row, take recall_macro, recall_micro or "
         "recall_weighted"},
        {"cohen_kappa", three_labels,
         "cohen_kappa is for one class a row; with several labels in a row, take accuracy or f1_macro"},
        {"top_k_accuracy", three_classes,
         "top_k_accuracy: k is 5; with 3 classes it must be below 3, or every row would be right"},
        {"top_k_accuracy(k=1)", two_classes,
         "top_k_accuracy: k is 1; with 2 classes it must be below 2, or every row would be right: take accuracy"},
        {"top_k_accuracy(k=2)", three_labels, "top_k_accuracy is for one class a row, not for several labels"},
        {"top_k_accuracy(k=1.5)", three_classes, "metric 'top_k_accuracy': k is 1.5; it must be a whole number"},
        {"top_k_accuracy(k=0)", three_classes, "metric 'top_k_accuracy': k is 0; it must be in [1, 2147483647]"},
        {"calibration_error(bins=2.5)", two_classes,
         "metric 'calibration_error': bins is 2.5; it must be a whole number"},
    };
    for (const Refusal& refusal : table) {
        EXPECT_EQ(text_of([&] { make_metric(refusal.spec, refusal.task); }), refusal.text);
    }
}

TEST(MetricRules, RefuseRowsThatCannotBeTakenByTheirNumber) {
    struct Refusal {
        const char* spec;
        MetricTask task;
        Rows rows;
        const char* text;
    };
    const std::vector<Refusal> table = {
        {"accuracy",
         two_classes,
         {{0.5F, nan}, {0, 1}},
         "accuracy: output 0 of row 1 (from 0) is nan; it must be finite"},
        {"accuracy",
         two_classes,
         {{0.5F, 1}, {0, 2}},
         "accuracy: the class of row 1 (from 0) is 2; it must be from 0 to 1"},
        {"accuracy",
         two_classes,
         {{0.5F, 1}, {-1, 1}},
         "accuracy: the class of row 0 (from 0) is -1; it must be from 0 to 1"},
        {"mae", {.outputs = 1}, {{0, 1}, {}, {0, nan}}, "mae: target 0 of row 1 (from 0) is nan; it must be finite"},
        {"mae",
         {.outputs = 1},
         {{0, 1}, {}, {0, 1}, {1, -1}},
         "mae: the weight of row 1 (from 0) is -1; it must be finite and not below 0"},
        {"mae",
         {.outputs = 1},
         {{0, 1}, {}, {0, 1}, {nan, 1}},
         "mae: the weight of row 0 (from 0) is nan; it must be finite and not below 0"},
        {"mae", {.outputs = 1}, {{0, 1}, {0, 1}}, "mae: it was made for target values, and is given classes"},
        {"roc_auc",
         {.outputs = 1},
         {{0, 1}, {}, {0, 3}},
         "roc_auc: target 0 of row 1 (from 0) is 3; it must be in [0, 1], as for classes or labels"},
        {"log_loss",
         two_classes,
         {{0.5F, 1.5F}, {0, 1}},
         "log_loss: output 0 of row 1 (from 0) is 1.5; it needs probabilities, in [0, 1]: end the model in sigmoid or "
         "softmax"},
    };
    for (const Refusal& refusal : table) {
        const auto metric = make_metric(refusal.spec, refusal.task);
        EXPECT_EQ(text_of([&] { add(*metric, refusal.task.outputs, refusal.rows); }), refusal.text);
        EXPECT_TRUE(std::isnan(metric->value())) << "a row was added: " << refusal.text;
    }
}

TEST(MetricRules, CountRowsFromTheFirstBatch) {
    const auto metric = make_metric("mae", {.outputs = 1});
    add(*metric, 1, {{1, 2, 3}, {}, {1, 1, 1}});
    EXPECT_EQ(text_of([&] {
                  add(*metric, 1, {{nan}, {}, {1}});
              }),
              "mae: output 0 of row 3 (from 0) is nan; it must be finite");
    EXPECT_EQ(metric->value(), 1);
}

TEST(MetricRules, DoNotLookAtRowsOfWeightZero) {
    EXPECT_EQ(value("mse", {.outputs = 1}, {{1, nan, 4}, {}, {3, nan, 4}, {1, 0, 1}}), 2);
    EXPECT_EQ(value("accuracy", two_classes, {{0.9F, nan, 0.2F}, {1, 77, 1}, {}, {1, 0, 1}}), 0.5);
}

TEST(MetricRules, GiveNaNWhereRowsGiveNoMeaning) {
    for (const SpecDefinition& definition : metric_definitions()) {
        const std::string spec = definition.name == "top_k_accuracy" ? "top_k_accuracy(k=1)" : definition.name;
        const bool for_two = spec == "f1" || spec == "precision" || spec == "recall";
        MetricTask task = {.outputs = for_two ? std::size_t{2} : std::size_t{3}, .has_classes = true};
        if (text_of([&] { make_metric(spec, task); }) != "") task.has_classes = false;
        EXPECT_TRUE(std::isnan(make_metric(spec, task)->value())) << spec;
    }
    EXPECT_TRUE(std::isnan(value("r2", {.outputs = 1}, {{1}, {}, {1}})));
    EXPECT_TRUE(std::isnan(value("cohen_kappa", two_classes, {{0.9F, 0.8F}, {1, 1}})));
    EXPECT_TRUE(std::isnan(value("pr_auc", two_classes, {{0.9F, 0.8F}, {0, 0}})));
    EXPECT_TRUE(std::isnan(value("roc_auc", three_classes, {{0.5F, 0.25F, 0.25F}, {0}})));
}

TEST(MetricRules, TakeScoresByTheirOwnBorder) {
    // Hinge: a single output says the second class where it is positive.
    const MetricTask task = metric_task(Accuracy::sign, true, 1);
    EXPECT_EQ(value("accuracy", task, {{0.25F, -0.25F, 3, -3}, {1, 0, 1, 1}}), 0.75);
    EXPECT_EQ(value("accuracy", two_classes, {{0.25F, 0.75F}, {1, 1}}), 0.5);
}

TEST(MetricRules, TellTheTaskFromTheLossAndTheData) {
    EXPECT_TRUE(metric_task(Accuracy::largest, false, 3).has_classes);  // one-hot targets of categorical_crossentropy
    EXPECT_TRUE(metric_task(Accuracy::each, false, 3).has_labels());
    EXPECT_FALSE(metric_task(Accuracy::each, true, 3).has_labels());
    EXPECT_FALSE(metric_task(Accuracy::none, false, 1).has_classes);
    EXPECT_EQ(metric_task(Accuracy::none, false, 1).class_count(), 2u);
}

TEST(MetricRules, ForgetRowsOnReset) {
    const auto metric = make_metric("roc_auc", two_classes);
    add(*metric, 1, {{0.1F, 0.9F}, {1, 0}});
    EXPECT_EQ(metric->value(), 0);
    metric->reset();
    EXPECT_TRUE(std::isnan(metric->value()));
    add(*metric, 1, {{0.1F, 0.9F}, {0, 1}});
    EXPECT_EQ(metric->value(), 1);
}

TEST(MetricRules, LoadOnlyWhatTheyGather) {
    const auto fixed = make_metric("f1_macro", three_classes);
    const auto growing = make_metric("roc_auc", three_classes);
    std::vector<double> saved;
    fixed->save(saved);
    EXPECT_NO_THROW(fixed->load(saved));
    saved.push_back(0);
    EXPECT_THROW(fixed->load(saved), Error);
    EXPECT_THROW(fixed->load({}), Error);
    EXPECT_NO_THROW(growing->load(std::vector<double>{1, 1, 0, 0.5, 0.25, 0.25}));
    EXPECT_THROW(growing->load(std::vector<double>{1, 1, 0, 0.5, 0.25}), Error);
    EXPECT_THROW(growing->load(std::vector<double>{-1}), Error);
    EXPECT_THROW(growing->load(std::vector<double>{static_cast<double>(nan)}), Error);
}

TEST(MetricRules, KnowWhichFiguresAreErrors) {
    for (const char* const spec : {"accuracy", "roc_auc", "r2", "top_k_accuracy(k=2)"})
        EXPECT_TRUE(higher_is_better(spec));
    for (const char* const spec : {"log_loss", "brier", "calibration_error(bins=5)", "mae", "mape", "rmse", "mse"}) {
        EXPECT_FALSE(higher_is_better(spec));
    }
    EXPECT_EQ(canonical_metric(" calibration_error ( bins = 10 ) "), "calibration_error");
    EXPECT_TRUE(std::is_sorted(metric_definitions().begin(), metric_definitions().end(),
                               [](const auto& a, const auto& b) { return a.name < b.name; }));
}

}  // namespace
}  // namespace glia
