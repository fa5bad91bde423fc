// Metrics of a model's outputs, gathered batch by batch.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "data.hpp"
#include "handles.hpp"

namespace glia::cli {

// "f1_macro, top_k_accuracy(k=3)" as its specs: a comma between parentheses does not part them.
std::vector<std::string> split_specs(const std::string& list);

class MetricList {
 public:
    // What is done about a metric that is not for these outputs.
    enum class Unfit {
        refuse,
        leave_out,
    };
    // Throws Failure.
    MetricList(const std::vector<std::string>& specs, std::size_t outputs, bool has_classes, Unfit unfit);

    // Adds rows with their outputs. Throws Failure.
    void add(const Rows& rows, const std::vector<float>& y, std::size_t count);

    // Each spec with its figure.
    std::vector<std::pair<std::string, double>> values() const;

 private:
    // Whether the call went well; throws Failure where it did not and that is not to be passed over.
    bool fits(glia_status status) const;

    Unfit unfit_;
    std::vector<std::pair<std::string, Metric>> metrics_;
};

}  // namespace glia::cli
