#include "metric_list.hpp"

#include <algorithm>

namespace glia::cli {

std::vector<std::string> split_specs(const std::string& list) {
    std::vector<std::string> specs(1);
    int depth = 0;
    for (const char c : list) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth <= 0) {
            specs.emplace_back();
        } else {
            specs.back() += c;
        }
    }
    for (std::string& spec : specs) {
        spec.erase(0, std::min(spec.find_first_not_of(' '), spec.size()));
        spec.erase(spec.find_last_not_of(' ') + 1);
    }
    return specs;
}

bool MetricList::fits(glia_status status) const {
    if (unfit_ == Unfit::refuse || status != GLIA_ERROR_INVALID_ARGUMENT) check(status);
    return status == GLIA_OK;
}

MetricList::MetricList(const std::vector<std::string>& specs, std::size_t outputs, bool has_classes, Unfit unfit)
    : unfit_(unfit) {
    for (const std::string& spec : specs) {
        glia_metric* metric = nullptr;
        if (!fits(glia_metric_create(&metric, spec.c_str(), outputs, has_classes ? 1 : 0))) continue;
        metrics_.emplace_back(spec, Metric(metric));
    }
}

void MetricList::add(const Rows& rows, const std::vector<float>& y, std::size_t count) {
    std::erase_if(metrics_, [&](const auto& each) {
        glia_metric* const metric = each.second.get();
        return !fits(rows.classes.empty()
                         ? glia_metric_add(metric, y.data(), count, rows.targets.data(), nullptr)
                         : glia_metric_add_classes(metric, y.data(), count, rows.classes.data(), nullptr));
    });
}

std::vector<std::pair<std::string, double>> MetricList::values() const {
    std::vector<std::pair<std::string, double>> values;
    for (const auto& [spec, metric] : metrics_) {
        double value = 0;
        check(glia_metric_value(metric.get(), &value));
        values.emplace_back(spec, value);
    }
    return values;
}

}  // namespace glia::cli
