#include "train_rules.hpp"

#include <charconv>
#include <filesystem>
#include <vector>

#include "metric_list.hpp"
#include "options.hpp"

namespace glia::cli {
namespace {

struct Target {
    std::string figure;
    double value = 0;
};

// "validation_accuracy=0.98". Throws Failure.
Target parse_target(const std::string& text) {
    const std::size_t sign = text.rfind('=');
    double value = 0;
    if (sign != std::string::npos && sign > 0) {
        const char* const last = text.data() + text.size();
        const auto [end, error] = std::from_chars(text.data() + sign + 1, last, value);
        if (error == std::errc{} && end == last) return {text.substr(0, sign), value};
    }
    throw Failure("'" + text + "' is not FIGURE=NUMBER, such as validation_accuracy=0.98");
}

CLI::Validator target_text() {
    const auto judge = [](const std::string& text) {
        try {
            parse_target(text);
            return std::string();
        } catch (const Failure& e) {
            return std::string(e.what());
        }
    };
    return {judge, "", "target"};
}

void set_metrics(const std::string& list, glia_trainer* trainer) {
    if (list.empty()) return;
    const std::vector<std::string> specs = split_specs(list);
    std::vector<const char*> pointers;
    for (const std::string& spec : specs) pointers.push_back(spec.c_str());
    check(glia_trainer_set_metrics(trainer, pointers.data(), pointers.size()));
}

}  // namespace

void add_rules(CLI::App& command, TrainRules& rules) {
    constexpr const char* group = "Training";
    const auto add_spec = [&](const char* name, std::string& value, const char* family, const char* description) {
        command.add_option(name, value, description)->check(spec_of(family))->option_text("SPEC")->group(group);
    };
    add_spec("--schedule", rules.schedule, "schedule",
             "how the learning rate changes: cosine,\none_cycle, ... [constant]");
    add_spec("--penalty", rules.penalty, "penalty", "on large weights: l2, l1, weight_decay, ...\n[none]");
    add_spec("--constraint", rules.constraint, "constraint", "that weights are held to: max_norm [none]");
    add_spec("--clipping", rules.clipping, "clipping", "of gradients: norm or value [none]");
    command.add_option("--accumulate", rules.accumulation, "batches whose gradients make one update [1]")
        ->check(whole_number(1))
        ->option_text("N")
        ->group(group);
    command
        .add_option("--metrics", rules.metrics, "what to follow beside loss and accuracy, such\nas f1_macro,roc_auc")
        ->check(metric_list())
        ->option_text("SPEC,...")
        ->group(group);
}

void add_stopping(CLI::App& command, TrainRules& rules) {
    constexpr const char* group = "Stopping";
    command
        .add_option("--early-stopping", rules.patience,
                    "stop after N epochs without a better figure,\nand keep the best epoch's parameters; 0: never\n[0]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
    command.add_option("--min-change", rules.min_change, "what is a better figure: by more than this [0]")
        ->check(not_negative())
        ->needs(command.get_option("--early-stopping"))
        ->option_text("NUMBER")
        ->group(group);
    command
        .add_option("--improvement", rules.improvement,
                    "from which epoch: gradual, the last better\none; at_once, the best [gradual]")
        ->check(spec_of("improvement"))
        ->needs(command.get_option("--early-stopping"))
        ->option_text("SPEC")
        ->group(group);
    command
        .add_flag("--keep-last", rules.keep_last,
                  "with --early-stopping, keep the parameters of\nthe last epoch instead of the best")
        ->group(group);
    command
        .add_option("--watch", rules.watched,
                    "the figure for early stopping\n[validation_loss, or loss without validation]")
        ->needs(command.get_option("--early-stopping"))
        ->option_text("FIGURE")
        ->group(group);
    command
        .add_option("--until", rules.target, "stop when a figure is as good as that, such as\nvalidation_accuracy=0.98")
        ->check(target_text())
        ->option_text("FIGURE=NUMBER")
        ->group(group);
    command.add_option("--time-limit", rules.seconds, "stop after so many seconds; 0: no limit [0]")
        ->check(not_negative())
        ->option_text("SECONDS")
        ->group(group);
}

void add_checkpoints(CLI::App& command, TrainRules& rules) {
    constexpr const char* group = "Checkpoints";
    command.add_option("--checkpoint", rules.checkpoint, "where to keep all that is needed to go on")
        ->check(file_name())
        ->option_text("FILE")
        ->group(group);
    command
        .add_option("--checkpoint-epochs", rules.every_epochs, "write it after so many epochs; 0: not by\nepochs [1]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
    command
        .add_option("--checkpoint-seconds", rules.every_seconds,
                    "and whenever so many seconds have passed; 0:\nnot by time [0]")
        ->check(not_negative())
        ->option_text("SECONDS")
        ->group(group);
    command
        .add_flag("--resume", rules.resume,
                  "go on from the checkpoint, where there is one:\nthe result is that of a run never stopped")
        ->group(group);
}

void apply_rules(const TrainRules& rules, glia_trainer* trainer) {
    check(glia_trainer_set_schedule(trainer, rules.schedule.c_str()));
    check(glia_trainer_set_penalty(trainer, rules.penalty.c_str()));
    check(glia_trainer_set_constraint(trainer, rules.constraint.c_str()));
    check(glia_trainer_set_clipping(trainer, rules.clipping.c_str()));
    check(glia_trainer_set_accumulation(trainer, rules.accumulation));
    set_metrics(rules.metrics, trainer);
    const char* const watched = rules.watched.empty() ? nullptr : rules.watched.c_str();
    check(glia_trainer_set_early_stopping(trainer, watched, rules.patience, rules.min_change, rules.keep_last ? 0 : 1));
    check(glia_trainer_set_improvement(trainer, rules.improvement.c_str()));
    if (!rules.target.empty()) {
        const Target target = parse_target(rules.target);
        check(glia_trainer_set_target(trainer, target.figure.c_str(), target.value));
    }
    check(glia_trainer_set_time_limit(trainer, rules.seconds));
    if (!rules.checkpoint.empty()) {
        check(glia_trainer_set_checkpoint(trainer, rules.checkpoint.c_str(), rules.every_epochs.value_or(1),
                                          rules.every_seconds.value_or(0)));
    }
}

bool resume(const TrainRules& rules, glia_trainer* trainer) {
    if (!rules.resume) return false;
    std::error_code error;
    if (!std::filesystem::exists(rules.checkpoint, error)) return false;
    check(glia_trainer_resume(trainer, rules.checkpoint.c_str()));
    return true;
}

}  // namespace glia::cli
