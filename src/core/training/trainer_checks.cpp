// What a trainer refuses before a fit begins.
#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "core/data/named_row.hpp"
#include "core/training/target_check.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

std::string joined(const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;  // enough to see a difference in one line
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i == 0 ? "" : ", ") + printable(names[i]);
    return names.size() > most ? text + ", ..." : text;
}

// Whether the class with index i means the same in both, as far as `names` goes: labels in a file of their own end with
// the largest that is there.
bool begins_with(const std::vector<std::string>& all, const std::vector<std::string>& names) {
    return names.size() <= all.size() && std::equal(names.begin(), names.end(), all.begin());
}

// Without any weight, a fit would seem to work and change nothing.
void require_weight(const Dataset& train) {
    const std::vector<float>& of_classes = train.class_weights();
    if (!of_classes.empty()) {
        if (std::ranges::any_of(of_classes, [](float weight) { return weight != 0; })) return;
    } else {
        for (std::size_t i = 0; i < train.rows(); ++i) {
            if (train.weight(i) != 0) return;
        }
    }
    throw invalid(
        "every row of the training set has the weight 0, by its own or its class's: nothing would be learned");
}

}  // namespace

// The class with index i must mean the same everywhere.
template <class T>
void Trainer<T>::check_classes(const Dataset& train, const Dataset* validation) const {
    if (!train.has_classes()) return;
    if (validation != nullptr && validation->has_classes() &&
        !begins_with(train.class_names(), validation->class_names())) {
        throw invalid("the classes of the validation set ({}) are not those of the training set ({})",
                      joined(validation->class_names()), joined(train.class_names()));
    }
    if (!model_->classes().empty() && model_->classes() != train.class_names()) {
        throw invalid("the classes of the training set ({}) are not those of the model ({})",
                      joined(train.class_names()), joined(model_->classes()));
    }
}

// What changes with each batch, an optimizer that compares one update with the next cannot make sense of.
template <class T>
void Trainer<T>::check_batches(const Dataset& train) const {
    const std::size_t batch = settings_.batch_size == 0 ? train.rows() : settings_.batch_size;
    if (!updater_.needs_full_batch() || batch >= train.rows()) return;
    throw invalid(
        "optimizer '{}' needs all rows in one batch; batch_size is {} and the training set has {} rows: set "
        "it to 0, which means all",
        recipe_.optimizer, batch, train.rows());
}

// What stands beside an optimizer's step must leave it the step that it wants.
template <class T>
void Trainer<T>::check_step() const {
    if (updater_.searches() && updater_.bends_steps()) {
        const bool clips = recipe_.clipping != "none";
        const bool limits = recipe_.constraint != "none";
        const std::string clipping = clips ? format("clipping '{}'", recipe_.clipping) : "";
        const std::string constraint = limits ? format("constraint '{}'", recipe_.constraint) : "";
        throw invalid("optimizer '{}' searches for the length of its steps, which {}{}{} would change: set {} to none",
                      recipe_.optimizer, clipping, clips && limits ? " and " : "", constraint,
                      clips && limits ? "both" : "it");
    }
    const bool has_rate = updater_.goes_by_learning_rate();
    if (!has_rate && recipe_.schedule != "constant") {
        throw invalid(
            "schedule '{}' changes a learning rate, but optimizer '{}' finds the length of its steps itself: set the "
            "schedule to constant",
            recipe_.schedule, recipe_.optimizer);
    }
    if (!has_rate && updater_.penalty().decays()) {
        throw invalid("penalty '{}' goes by a learning rate, which optimizer '{}' has not: take l2", recipe_.penalty,
                      recipe_.optimizer);
    }
}

// The metrics that a fit would follow on a data set, before it begins; check_stream looks at a stream's targets.
template <class T>
void Trainer<T>::check_metrics(const Dataset& dataset, std::string_view what) const {
    const Metrics metrics = make_metrics<T>(settings_, objective_, *model_, dataset);
    if (metrics.empty() || dataset.has_classes() || dataset.streamed()) return;
    for (std::size_t i = 0; i < dataset.rows(); ++i) {
        if (dataset.weight(i) == 0) continue;
        try {
            for (const auto& metric : metrics) metric->check_targets(i, {dataset.targets(i), dataset.outputs()});
        } catch (const Error& refusal) {
            throw error(refusal.status(), "{}: {}", named_row(what, dataset, i), refusal.what());
        }
    }
}

// Reads a stream through, where its source lets it and something in it could still be refused: a fit that would end in
// the middle of an epoch had better not begin.
template <class T>
void Trainer<T>::check_stream(const Dataset& dataset, std::string_view what) const {
    if (!dataset.streamed() || !dataset.source().can_be_judged()) return;
    const bool numbers = !dataset.source().has_been_read();
    const Metrics metrics = make_metrics<T>(settings_, objective_, *model_, dataset);
    const bool picky = !objective_.function().takes_all_targets() ||
                       std::ranges::any_of(metrics, [](const auto& m) { return m->input() != MetricInput::amounts; });
    const bool targets = dataset.outputs() > 0 && picky;
    if (!numbers && !targets) return;

    constexpr std::size_t numbers_at_once = std::size_t{1} << 14;
    const std::size_t width = std::max(dataset.features(), dataset.outputs());
    const std::size_t at_once = std::clamp<std::size_t>(numbers_at_once / width, 1, dataset.rows());
    Buffer<float> x(numbers ? checked_product(at_once, dataset.features()) : 0);
    Buffer<float> y(checked_product(at_once, dataset.outputs()));
    Buffer<std::int32_t> classes(numbers && dataset.has_classes() ? at_once : 0);
    TargetCheck<T> check_row(objective_.function(), model_->target_transform());
    const std::unique_ptr<RowCursor> cursor = dataset.source().open();
    for (std::size_t first = 0; first < dataset.rows(); first += at_once) {
        const std::size_t rows = std::min(at_once, dataset.rows() - first);
        cursor->read(rows, {x.data(), y.data(), classes.data()});
        for (std::size_t i = 0; targets && i < rows; ++i) {
            const std::span<const float> row(y.data() + i * dataset.outputs(), dataset.outputs());
            try {
                check_row(first + i, row);
                for (const auto& metric : metrics) metric->check_targets(first + i, row);
            } catch (const Error& refusal) {
                throw error(refusal.status(), "{}: {}", what, refusal.what());
            }
        }
    }
    cursor->finish();
    if (numbers) dataset.source().note_read();
}

// The settings of one fit, with the figures that early stopping and a target look at.
template <class T>
FitSettings Trainer<T>::settings_for(const Dataset* validation) const {
    FitSettings settings = settings_;
    const auto check = [&](const std::string& name) {
        if (validation == nullptr && name.starts_with(validation_prefix)) {
            throw invalid("'{}' is to be watched, but the fit has no validation set: give one, or watch '{}'", name,
                          name.substr(validation_prefix.size()));
        }
        EpochFigures figures;
        for (const std::string& metric : settings_.metrics) {
            set_figure(figures, metric, no_figure);
            set_figure(figures, std::string(validation_prefix) + metric, no_figure);
        }
        require_figure({&figures, 1}, name);
    };
    if (auto& early = settings.stopping.early; early) {
        if (early->figure.empty()) early->figure = validation == nullptr ? "loss" : "validation_loss";
        check(early->figure);
    }
    if (settings.stopping.target) check(settings.stopping.target->figure);
    return settings;
}

// The rows with the weights of their classes; nothing where the classes have none.
template <class T>
std::optional<Dataset> Trainer<T>::weigh(const Dataset& train) const {
    std::optional<Dataset> weighed;
    if (!class_weights_.none()) weighed = class_weights_.apply(train);
    require_weight(weighed ? *weighed : train);
    return weighed;
}

template void Trainer<float>::check_classes(const Dataset&, const Dataset*) const;
template void Trainer<float>::check_batches(const Dataset&) const;
template void Trainer<float>::check_step() const;
template void Trainer<float>::check_metrics(const Dataset&, std::string_view) const;
template void Trainer<float>::check_stream(const Dataset&, std::string_view) const;
template FitSettings Trainer<float>::settings_for(const Dataset*) const;
template std::optional<Dataset> Trainer<float>::weigh(const Dataset&) const;
template void Trainer<double>::check_classes(const Dataset&, const Dataset*) const;
template void Trainer<double>::check_batches(const Dataset&) const;
template void Trainer<double>::check_step() const;
template void Trainer<double>::check_metrics(const Dataset&, std::string_view) const;
template void Trainer<double>::check_stream(const Dataset&, std::string_view) const;
template FitSettings Trainer<double>::settings_for(const Dataset*) const;
template std::optional<Dataset> Trainer<double>::weigh(const Dataset&) const;

}  // namespace glia
