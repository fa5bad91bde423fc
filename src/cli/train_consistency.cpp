// Options of glia train that do not go together.
#include "train_options.hpp"

namespace glia::cli {
namespace {

[[noreturn]] void refuse(const std::string& words) {
    throw CLI::ValidationError(words, CLI::ExitCodes::ValidationError);
}

// What asks for some rows to be told apart from others.
std::string way_of_splitting(const TrainOptions& options) {
    if (!options.source.groups.empty()) return "--groups";
    if (!options.source.times.empty()) return "--time";
    return options.split != split_automatic ? "--split" : "";
}

void check_validation_data(const TrainOptions& options) {
    if (options.validation_data.empty()) {
        if (!options.validation_labels.empty()) refuse("--validation-labels needs --validation-data FILE");
        return;
    }
    if (options.validation) refuse("--validation and --validation-data: rows are held back, or in a file of their own");
    if (!options.folds.empty()) refuse("--folds and --validation-data: each fold validates with rows of DATA");
    if (const std::string way = way_of_splitting(options); !way.empty()) {
        refuse(way + " is for rows that are held back; with --validation-data, none are");
    }
    if (options.source.labels.empty() && !options.validation_labels.empty()) {
        refuse("--validation-labels is for a DATA that has --labels");
    }
    if (!options.source.labels.empty() && options.validation_labels.empty()) {
        refuse("--validation-data needs --validation-labels FILE, as DATA has --labels");
    }
}

void check_stream(const TrainOptions& options) {
    if (!options.source.stream) return;
    if (!options.folds.empty()) refuse("--folds needs rows in memory: leave out --stream");
    if (!options.source.weights.empty()) refuse("--weights needs rows in memory: leave out --stream");
    if (const std::string way = way_of_splitting(options); !way.empty()) {
        refuse(way + " needs rows in memory: leave out --stream, or validate with --validation-data FILE");
    }
    if (options.validation.value_or(0) > 0) {
        refuse("--validation: no rows of a --stream can be held back; validate with --validation-data FILE");
    }
}

bool begins_with_name(const std::string& spec, const std::string& name) {
    const std::size_t begin = spec.find_first_not_of(' ');
    return begin != std::string::npos && spec.compare(begin, name.size(), name) == 0;
}

void check_split(const TrainOptions& options) {
    const bool grouped = !options.source.groups.empty();
    const bool timed = !options.source.times.empty();
    if (grouped && timed) refuse("--groups and --time: rows stay together by the one or by the other");
    if ((grouped || timed) && options.split != split_automatic) {
        refuse("--split and " + way_of_splitting(options) + ": which rows are held back is said twice");
    }
    if (options.folds.empty()) {
        const std::string way = way_of_splitting(options);
        if (!way.empty() && options.validation == 0.0)
            refuse(way + " is for rows that are held back, of which there are 0");
        return;
    }
    if (options.split != split_automatic) refuse("--split and --folds: say how in the SPEC of the folds");
    const bool is_spec = options.folds.find_first_not_of("0123456789") != std::string::npos;
    if (begins_with_name(options.folds, "grouped") && !grouped) {
        refuse("--folds: grouped needs --groups COLUMN, which says what group a row is of");
    }
    if (is_spec && grouped && !begins_with_name(options.folds, "grouped")) {
        refuse("--groups needs --folds that are grouped, or a number of them");
    }
    if (is_spec && timed && !begins_with_name(options.folds, "time")) {
        refuse("--time needs --folds by time, or a number of them");
    }
}

void check_checkpoints(const TrainOptions& options) {
    const TrainRules& rules = options.rules;
    if (rules.checkpoint.empty()) {
        if (rules.resume) refuse("--resume needs --checkpoint FILE, to go on from");
        if (rules.every_epochs) refuse("--checkpoint-epochs needs --checkpoint FILE, to write to");
        if (rules.every_seconds) refuse("--checkpoint-seconds needs --checkpoint FILE, to write to");
    } else if (!options.folds.empty() && options.model.empty()) {
        refuse("--checkpoint: folds have none; with -o, --folds is followed by a fit that has");
    }
}

void check_rate_test(const TrainOptions& options) {
    if (options.find_rate) return;
    if (!options.curve.empty()) refuse("--curve needs --find-learning-rate, whose curve it is");
    if (!options.rate_range.empty()) refuse("--learning-rates needs --find-learning-rate, which tries them");
}

void check_parameters(const TrainOptions& options) {
    if (!options.folds.empty() && !options.first.biases.empty()) {
        refuse("--bias-initializer and --folds: in each fold, biases begin at 0");
    }
    if (options.rules.keep_last && options.rules.patience == 0) {
        refuse("--keep-last needs --early-stopping N, without which the last epoch is kept anyway");
    }
}

}  // namespace

double share_held_back(const TrainOptions& options) {
    // With folds, the model that is saved learns from all rows.
    const bool none = options.source.stream || !options.validation_data.empty() || !options.folds.empty();
    return none ? 0 : options.validation.value_or(default_validation);
}

void require_consistent(const TrainOptions& options) {
    check_validation_data(options);
    check_stream(options);
    check_split(options);
    check_checkpoints(options);
    check_rate_test(options);
    check_parameters(options);
}

}  // namespace glia::cli
