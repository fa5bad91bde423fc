// Metrics against scikit-learn's figures: see tests/figures/README.md.
#include "core/metrics/metric.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <sstream>

#include "core/figures.hpp"

namespace glia::test {
namespace {

// The rows of one case.
template <class T>
struct Case {
    std::size_t rows = 0;
    std::size_t outputs = 0;
    std::vector<T> y;
    std::vector<T> targets;  // one a row where has_classes
    std::vector<T> weights;
    bool has_classes = false;
};

std::vector<double> numbers(const std::string& text) {
    std::istringstream stream(text);
    std::vector<double> values;
    for (std::string word; std::getline(stream, word, ',');) values.push_back(std::stod(word));
    return values;
}

template <class T>
std::map<std::string, Case<T>> read_cases() {
    std::map<std::string, Case<T>> cases;
    for (auto& row : read_table(GLIA_TEST_FIGURES "/sklearn_metrics_rows.txt")) {
        Case<T>& each = cases[row["case"]];
        const std::vector<double> y = numbers(row["outputs"]);
        const std::vector<double> t = numbers(row["target"]);
        each.y.insert(each.y.end(), y.begin(), y.end());
        each.targets.insert(each.targets.end(), t.begin(), t.end());
        each.weights.push_back(static_cast<T>(std::stod(row["weight"])));
        each.outputs = y.size();
        each.has_classes = t.size() < y.size();
        ++each.rows;
    }
    return cases;
}

// How the rows of a case are handed over.
enum class Form {
    as_they_are,
    one_hot,  // classes as values
};

template <class T>
class Feed {
 public:
    Feed(const Case<T>& rows, Form form) : rows_(rows), by_index_(rows.has_classes && form == Form::as_they_are) {
        classes_.assign(rows.targets.begin(), rows.targets.end());
        values_ = rows.targets;
        if (!rows.has_classes) return;
        values_.resize(rows.rows * rows.outputs);
        one_hot(classes_.data(), rows.rows, rows.outputs, values_.data());
    }

    MetricTask task() const { return {.outputs = rows_.outputs, .has_classes = rows_.has_classes}; }

    void add(Metric& metric, std::size_t first, std::size_t count) const {
        const Outputs<T> outputs = {count, rows_.outputs, rows_.y.data() + first * rows_.outputs, nullptr};
        Targets<T> targets = {nullptr, nullptr, rows_.weights.data() + first};
        if (by_index_) targets.classes = classes_.data() + first;
        if (!by_index_) targets.values = values_.data() + first * rows_.outputs;
        metric.add(outputs, targets);
    }

    // In batches of 7, with a checkpoint in the middle.
    double value(const std::string& spec) const {
        constexpr std::size_t batch = 7;
        auto metric = make_metric(spec, task());
        for (std::size_t first = 0; first < rows_.rows; first += batch) {
            add(*metric, first, std::min(batch, rows_.rows - first));
            if (first / batch != rows_.rows / batch / 2) continue;
            std::vector<double> saved;
            metric->save(saved);
            metric = make_metric(spec, task());
            metric->load(saved);
        }
        return metric->value();
    }

 private:
    const Case<T>& rows_;
    bool by_index_;
    std::vector<std::int32_t> classes_;
    std::vector<T> values_;
};

template <class T>
void expect_sklearn(Form form, double tolerance) {
    const std::map<std::string, Case<T>> cases = read_cases<T>();
    std::size_t compared = 0;
    for (auto& row : read_table(GLIA_TEST_FIGURES "/sklearn_metrics_values.txt")) {
        // float32 takes a probability of 0 as another one than float64.
        const bool other_resolution = row["case"] == "certain" && row["metric"] == "log_loss";
        if (std::is_same_v<T, float> && other_resolution) continue;
        const double expected = std::stod(row["value"]);
        const double value = Feed<T>(cases.at(row["case"]), form).value(row["metric"]);
        ++compared;
        if (std::isnan(expected)) {
            EXPECT_TRUE(std::isnan(value)) << row["case"] << " " << row["metric"] << " is " << value;
        } else {
            EXPECT_NEAR(value, expected, tolerance * std::max(1.0, std::abs(expected)))
                << row["case"] << " " << row["metric"];
        }
    }
    EXPECT_GT(compared, 200u);
}

TEST(Metric, AgreesWithScikitLearnInDouble) {
    expect_sklearn<double>(Form::as_they_are, 1e-12);
}

TEST(Metric, AgreesWithScikitLearnInFloat) {
    expect_sklearn<float>(Form::as_they_are, 1e-6);
}

TEST(Metric, TakesClassesAsOneHotValuesToo) {
    expect_sklearn<double>(Form::one_hot, 1e-12);
}

TEST(Metric, HasTheSameBitsHoweverRowsAreCutIntoBatches) {
    const std::map<std::string, Case<float>> cases = read_cases<float>();
    for (auto& row : read_table(GLIA_TEST_FIGURES "/sklearn_metrics_values.txt")) {
        const Case<float>& rows = cases.at(row["case"]);
        const Feed<float> feed(rows, Form::as_they_are);
        const auto whole = make_metric(row["metric"], feed.task());
        feed.add(*whole, 0, rows.rows);
        const double in_batches = feed.value(row["metric"]);
        if (std::isnan(in_batches)) continue;
        EXPECT_EQ(whole->value(), in_batches) << row["case"] << " " << row["metric"];
    }
}

// Every metric has a figure for some case.
TEST(Metric, IsInTheFiguresWhateverItsName) {
    std::map<std::string, bool> seen;
    for (auto& row : read_table(GLIA_TEST_FIGURES "/sklearn_metrics_values.txt")) {
        seen[parse_spec("metric", row["metric"]).name] = true;
    }
    for (const SpecDefinition& definition : metric_definitions()) EXPECT_TRUE(seen[definition.name]) << definition.name;
}

}  // namespace
}  // namespace glia::test
