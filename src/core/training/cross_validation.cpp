#include "core/training/cross_validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace glia {

namespace {

constexpr std::string_view training_prefix = "training_";

// What is known of a fold beside what is measured of its rows.
constexpr std::array<std::string_view, 4> counts = {"epochs", "seconds", "training_rows", "validation_rows"};

// What is measured of rows: loss, accuracy, and the metrics that are not one of these.
std::vector<std::string> measured(std::span<const std::string> metrics) {
    std::vector<std::string> names = {"loss", "accuracy"};
    for (const std::string& metric : metrics) {
        if (std::ranges::find(names, metric) == names.end()) names.push_back(metric);
    }
    return names;
}

}  // namespace

std::vector<std::string> fold_figure_names(std::span<const std::string> metrics) {
    std::vector<std::string> names;
    for (const std::string& name : measured(metrics)) {
        names.push_back(name);
        names.push_back(std::string(training_prefix) + name);
    }
    names.insert(names.end(), counts.begin(), counts.end());
    return names;
}

template <class T>
std::shared_ptr<Model<T>> fresh_model(const Model<T>& model, const Dataset& train, std::string_view initializer,
                                      std::uint64_t seed) {
    auto fresh = std::make_shared<Model<T>>(model);
    std::shared_ptr<const InputTransform> inputs;
    if (const InputTransform* const fitted = model.input_transform()) {
        const InputTransformParts& parts = fitted->parts();
        inputs = std::make_shared<const InputTransform>(fit_inputs(train, parts.scaling, parts.missing));
    }
    std::shared_ptr<const TargetTransform> targets;
    if (const TargetTransform* const fitted = model.target_transform()) {
        targets = std::make_shared<const TargetTransform>(fit_targets(train, fitted->scaling()));
    }
    fresh->restore_transforms(std::move(inputs), std::move(targets));
    fresh->initialize(initializer, seed);
    return fresh;
}

template <class T>
FoldFigures run_fold(Trainer<T>& trainer, const Split& parts) {
    trainer.fit(parts.first, &parts.second);
    const EpochFigures validation = trainer.measure(parts.second);
    const EpochFigures& training = trainer.figures();
    double seconds = 0;
    for (const EpochFigures& epoch : trainer.history()) seconds += epoch.seconds;
    FoldFigures figures;
    for (const std::string& name : measured(trainer.settings().metrics)) {
        figures.push_back({name, figure(validation, name)});
        figures.push_back({std::string(training_prefix) + name, figure(training, name)});
    }
    const std::array<double, counts.size()> counted = {static_cast<double>(trainer.history().size()), seconds,
                                                       static_cast<double>(parts.first.rows()),
                                                       static_cast<double>(parts.second.rows())};
    for (std::size_t i = 0; i < counts.size(); ++i) figures.push_back({std::string(counts[i]), counted[i]});
    return figures;
}

Summary summarize(std::span<const double> values) {
    const auto count = static_cast<double>(values.size());
    Summary summary{no_figure, no_figure};
    if (values.empty()) return summary;
    summary.mean = 0;
    for (const double value : values) summary.mean += value / count;
    if (values.size() == 1) return summary;
    summary.deviation = 0;
    for (const double value : values) {
        const double distance = value - summary.mean;
        summary.deviation += distance * distance / (count - 1);
    }
    summary.deviation = std::sqrt(summary.deviation);
    return summary;
}

template std::shared_ptr<Model<float>> fresh_model(const Model<float>&, const Dataset&, std::string_view,
                                                   std::uint64_t);
template std::shared_ptr<Model<double>> fresh_model(const Model<double>&, const Dataset&, std::string_view,
                                                    std::uint64_t);
template FoldFigures run_fold(Trainer<float>&, const Split&);
template FoldFigures run_fold(Trainer<double>&, const Split&);

}  // namespace glia
