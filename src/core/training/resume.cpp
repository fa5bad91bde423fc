#include "core/training/resume.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/spec.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

constexpr std::string_view parameters_name = "parameters";
constexpr std::string_view best_name = "best";
constexpr std::string_view slot_prefix = "optimizer.";
constexpr std::string_view history_prefix = "history.";
constexpr std::string_view step_name = "optimizer.step";
constexpr std::string_view iterations_name = "optimizer.iterations";

std::string slot_name(std::size_t slot) {
    return format("{}{}", slot_prefix, slot);
}

std::string step_pair_name(std::size_t pair) {
    return format("{}s.{}", slot_prefix, pair);
}

std::string change_pair_name(std::size_t pair) {
    return format("{}y.{}", slot_prefix, pair);
}

void require_size(std::string_view name, std::size_t size, std::size_t wanted) {
    if (size == wanted) return;
    throw error(GLIA_ERROR_FORMAT, "'{}' of the checkpoint has {} numbers; it must have {}", name, size, wanted);
}

void store_history(const std::vector<EpochFigures>& history, NamedNumbers& numbers) {
    for (const std::string& name : figure_names(history)) {
        std::vector<double>& column = numbers[std::string(history_prefix) + name];
        for (const EpochFigures& epoch : history) column.push_back(figure(epoch, name));
    }
}

std::vector<EpochFigures> restore_history(const NamedNumbers& numbers) {
    std::vector<EpochFigures> history(numbers_of(numbers, "history.loss").size());
    for (auto at = numbers.lower_bound(history_prefix); at != numbers.end() && at->first.starts_with(history_prefix);
         ++at) {
        require_size(at->first, at->second.size(), history.size());
        for (std::size_t i = 0; i < history.size(); ++i) {
            set_figure(history[i], std::string_view(at->first).substr(history_prefix.size()), at->second[i]);
        }
    }
    return history;
}

std::uint64_t restore_count(const NamedNumbers& numbers, std::string_view name) {
    const std::span<const double> value = numbers_of(numbers, name);
    require_size(name, value.size(), 1);
    if (value[0] >= 0 && value[0] <= largest_count) return static_cast<std::uint64_t>(value[0]);
    throw error(GLIA_ERROR_FORMAT, "'{}' of the checkpoint is {}; it must be a count", name, value[0]);
}

// Takes arrays out of a checkpoint, each of the size that it must have.
class Arrays {
 public:
    Arrays(Checkpoint& checkpoint, std::size_t size) : arrays_(checkpoint.arrays), size_(size) {}

    bool has(std::string_view name) const { return arrays_.contains(name); }
    Buffer<float> take(std::string_view name) {
        const auto found = arrays_.find(name);
        if (found == arrays_.end()) throw error(GLIA_ERROR_FORMAT, "the checkpoint has no '{}'", name);
        require_size(name, found->second.size(), size_);
        return std::move(found->second);
    }

 private:
    std::map<std::string, Buffer<float>, std::less<>>& arrays_;
    std::size_t size_;
};

OptimizerState<float> restore_optimizer(const NamedNumbers& numbers, std::size_t slots, Arrays& arrays) {
    OptimizerState<float> state{restore_count(numbers, step_name), {}};
    // Before its first step an optimizer has nothing to remember.
    if (state.step == 0) return state;
    for (std::size_t i = 0; i < slots; ++i) state.slots.push_back(arrays.take(slot_name(i)));
    return state;
}

LbfgsState<float> restore_search(const NamedNumbers& numbers, Arrays& arrays) {
    LbfgsState<float> state;
    state.iterations = restore_count(numbers, iterations_name);
    for (std::size_t i = 0; arrays.has(step_pair_name(i)); ++i) {
        Buffer<float> s = arrays.take(step_pair_name(i));
        state.pairs.push_back({std::move(s), arrays.take(change_pair_name(i))});
    }
    return state;
}

template <class T>
void check_parameters(const Model<T>& model, std::span<const T> parameters) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            try {
                check_values(tensor, parameters.subspan(model.offset(i) + tensor.offset, tensor.size));
            } catch (const Error& refusal) {
                throw error(GLIA_ERROR_FORMAT, "'{}' of layer {} in the checkpoint: {}", tensor.name, i,
                            refusal.what());
            }
        }
    }
}

std::string early_text(const EarlyStopping& early, Improvement improvement) {
    return format("{} after {} epochs without a change above {}{}{}",
                  early.figure.empty() ? "the usual loss" : early.figure, early.patience,
                  format_number(early.min_change), improvement == Improvement::at_once ? " at once" : "",
                  early.restore_best ? ", the best kept" : "");
}

}  // namespace

void require_same(const SettingTexts& stored, const SettingTexts& present) {
    for (const auto& [name, value] : present) {
        const auto found = stored.find(name);
        const std::string before = found == stored.end() ? "nothing" : found->second;
        if (before == value) continue;
        throw invalid("the fit that is to be resumed had {} '{}'; here it is '{}'", name, printable(before),
                      printable(value));
    }
}

void require_same_numbers(const SettingTexts& stored, const SettingTexts& present) {
    for (const auto& [name, value] : present) {
        const auto found = stored.find(name);
        if (found == stored.end() || found->second.empty() || value.empty() || found->second == value) continue;
        throw invalid(
            "the {} are not those of the fit that is to be resumed: there are as many, but at least one is another, or "
            "stands elsewhere",
            name);
    }
}

void require_epochs(const FitState& state, std::size_t epochs) {
    const std::uint64_t begun = state.updates > 0 ? state.epoch : state.epoch - 1;
    if (epochs >= begun) return;
    throw invalid("epochs is {}; the fit that is to be resumed has {} {} already, so it must be at least that", epochs,
                  state.updates > 0 ? "begun epoch" : "made", begun);
}

std::span<const double> numbers_of(const NamedNumbers& numbers, std::string_view name) {
    const auto found = numbers.find(name);
    if (found == numbers.end()) throw error(GLIA_ERROR_FORMAT, "the checkpoint has no '{}'", name);
    return found->second;
}

// Everything that decides about bits but the number of epochs, which may grow, the number of threads, and what may end
// a fit without changing it.
template <class T>
SettingTexts Trainer<T>::setting_texts() const {
    const std::optional<EarlyStopping>& early = settings_.stopping.early;
    SettingTexts texts = {{"loss", recipe_.loss},
                          {"optimizer", recipe_.optimizer},
                          {"schedule", recipe_.schedule},
                          {"penalty", recipe_.penalty},
                          {"constraint", recipe_.constraint},
                          {"clipping", recipe_.clipping},
                          {"class weights", class_weights_.text()},
                          {"batch size", format("{}", settings_.batch_size)},
                          {"accumulation", format("{}", settings_.accumulation)},
                          {"seed", format("{}", settings_.seed)},
                          {"shuffle", settings_.shuffle ? "1" : "0"},
                          {"early stopping", early ? early_text(*early, settings_.stopping.improvement) : "none"},
                          {"metrics", join(settings_.metrics, ", ")}};
    return texts;
}

template SettingTexts Trainer<float>::setting_texts() const;
template SettingTexts Trainer<double>::setting_texts() const;

template <class T>
CheckpointView Trainer<T>::checkpoint() const requires std::same_as<T, float> {
    if (!state_.under_way) throw error(GLIA_ERROR_STATE, "no fit is under way: there is nothing to go on with");
    CheckpointView view{setting_texts(), {}, {}};
    view.settings.insert(data_.begin(), data_.end());
    store(state_, view.numbers);
    store_history(history_, view.numbers);
    const OptimizerState<float>& optimizer = updater_.state();
    const LbfgsState<float>& search = updater_.search_state();
    view.numbers[std::string(step_name)] = {static_cast<double>(optimizer.step)};
    view.numbers[std::string(iterations_name)] = {static_cast<double>(search.iterations)};
    view.arrays[std::string(parameters_name)] = std::as_const(*model_).parameters();
    if (!best_.empty()) view.arrays[std::string(best_name)] = best_;
    for (std::size_t i = 0; i < optimizer.slots.size(); ++i) view.arrays[slot_name(i)] = optimizer.slots[i];
    for (std::size_t i = 0; i < search.pairs.size(); ++i) {
        view.arrays[step_pair_name(i)] = search.pairs[i].s;
        view.arrays[change_pair_name(i)] = search.pairs[i].y;
    }
    return view;
}

template <class T>
void Trainer<T>::resume(Checkpoint checkpoint) requires std::same_as<T, float> {
    require_same_layers();
    require_same(checkpoint.settings, setting_texts());
    FitState state = restore_fit_state(checkpoint.numbers);
    require_epochs(state, settings_.epochs);
    if (state.metrics.size() != settings_.metrics.size()) {
        throw error(GLIA_ERROR_FORMAT, "the checkpoint holds {} metrics; there are {}", state.metrics.size(),
                    settings_.metrics.size());
    }
    std::vector<EpochFigures> history = restore_history(checkpoint.numbers);
    Arrays arrays(checkpoint, model_->parameter_count());
    OptimizerState<float> optimizer = restore_optimizer(checkpoint.numbers, updater_.slots(), arrays);
    LbfgsState<float> search = restore_search(checkpoint.numbers, arrays);
    const Buffer<float> parameters = arrays.take(parameters_name);
    Buffer<float> best = arrays.has(best_name) ? arrays.take(best_name) : Buffer<float>();
    const bool keeps_best = settings_.stopping.early && settings_.stopping.early->restore_best;
    if (keeps_best && state.stopping.best_epoch > 0 && best.empty()) {
        throw error(GLIA_ERROR_FORMAT, "the checkpoint has no '{}', the parameters of epoch {}", best_name,
                    state.stopping.best_epoch);
    }
    check_parameters<float>(*model_, parameters);
    if (!best.empty()) check_parameters<float>(*model_, std::as_const(best));
    model_->allocate();
    // All is right: from here on nothing fails.
    std::ranges::copy(parameters, model_->parameters().begin());
    updater_.set_state(std::move(optimizer), std::move(search));
    best_ = std::move(best);
    history_ = std::move(history);
    state_ = state;
    // Early stopping and a target have ended a fit for good; whatever else did may have changed its mind.
    state_.under_way = true;
    if (state_.ended != StopReason::early && state_.ended != StopReason::target) state_.ended = StopReason::none;
    resumed_ = std::move(checkpoint.settings);
    steps_.forget();
}

template CheckpointView Trainer<float>::checkpoint() const;
template void Trainer<float>::resume(Checkpoint);

}  // namespace glia
