#include "core/training/cross_validation.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace glia {

double FoldFigures::*find_fold_figure(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, double FoldFigures::*>, 8> figures = {{
        {"accuracy", &FoldFigures::accuracy},
        {"epochs", &FoldFigures::epochs},
        {"loss", &FoldFigures::loss},
        {"seconds", &FoldFigures::seconds},
        {"training_accuracy", &FoldFigures::training_accuracy},
        {"training_loss", &FoldFigures::training_loss},
        {"training_rows", &FoldFigures::training_rows},
        {"validation_rows", &FoldFigures::validation_rows},
    }};
    std::vector<std::string> names;
    for (const auto& [known, member] : figures) {
        if (known == name) return member;
        names.emplace_back(known);
    }
    throw unknown_name("figure", name, names);
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
    const Evaluation evaluation = trainer.evaluate(parts.second);
    FoldFigures figures{.loss = evaluation.loss,
                        .accuracy = evaluation.accuracy,
                        .training_loss = trainer.figures().loss,
                        .training_accuracy = trainer.figures().accuracy,
                        .epochs = static_cast<double>(trainer.history().size()),
                        .seconds = 0,
                        .training_rows = static_cast<double>(parts.first.rows()),
                        .validation_rows = static_cast<double>(parts.second.rows())};
    for (const EpochFigures& epoch : trainer.history()) figures.seconds += epoch.seconds;
    return figures;
}

Summary summarize(std::span<const FoldFigures> folds, double FoldFigures::*figure) {
    const auto count = static_cast<double>(folds.size());
    Summary summary{0, 0};
    for (const FoldFigures& fold : folds) summary.mean += fold.*figure / count;
    for (const FoldFigures& fold : folds) {
        const double distance = fold.*figure - summary.mean;
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
