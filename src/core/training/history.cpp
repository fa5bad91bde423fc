#include "core/training/history.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/spec.hpp"
#include "core/metrics/metric.hpp"

namespace glia {
namespace {

constexpr std::array<std::pair<std::string_view, double EpochFigures::*>, 6> common_figures = {{
    {"loss", &EpochFigures::loss},
    {"accuracy", &EpochFigures::accuracy},
    {"validation_loss", &EpochFigures::validation_loss},
    {"validation_accuracy", &EpochFigures::validation_accuracy},
    {"learning_rate", &EpochFigures::learning_rate},
    {"seconds", &EpochFigures::seconds},
}};

// Whether it begins with the name of a metric; parameters may follow.
bool is_metric(std::string_view spec) {
    const std::string_view name = spec.substr(0, spec.find('('));
    return std::ranges::any_of(metric_definitions(), [&](const SpecDefinition& known) { return known.name == name; });
}

}  // namespace

std::vector<std::string> figure_names(std::span<const EpochFigures> epochs) {
    std::vector<std::string> names;
    for (const auto& [name, member] : common_figures) names.emplace_back(name);
    for (const EpochFigures& epoch : epochs) {
        for (const NamedFigure& metric : epoch.metrics) {
            if (std::find(names.begin(), names.end(), metric.name) == names.end()) names.push_back(metric.name);
        }
    }
    return names;
}

double figure(const EpochFigures& epoch, std::string_view name) noexcept {
    for (const auto& [known, member] : common_figures) {
        if (known == name) return epoch.*member;
    }
    for (const NamedFigure& metric : epoch.metrics) {
        if (metric.name == name) return metric.value;
    }
    return no_figure;
}

void set_figure(EpochFigures& epoch, std::string_view name, double value) {
    for (const auto& [known, member] : common_figures) {
        if (known == name) {
            epoch.*member = value;
            return;
        }
    }
    epoch.metrics.push_back({std::string(name), value});
}

void require_figure(std::span<const EpochFigures> epochs, std::string_view name) {
    const std::vector<std::string> names = figure_names(epochs);
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    const std::string_view metric = name.starts_with(validation_prefix) ? name.substr(validation_prefix.size()) : name;
    if (is_metric(metric)) throw error(GLIA_ERROR_NOT_FOUND, "'{}' is not among the metrics: add it to them", metric);
    throw unknown_name("figure", name, names);
}

}  // namespace glia
