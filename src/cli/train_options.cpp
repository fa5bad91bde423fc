#include "train_options.hpp"

#include "class_weight.hpp"
#include "options.hpp"
#include "rate_curve.hpp"

namespace glia::cli {

void add_train_data(CLI::App& command, TrainOptions& options) {
    add_data(command, options.source);
    add_labels(command, options.source);
    add_target(command, options.source,
               "target column of a CSV file; may be given\nagain, for several values [the last]");
    command
        .add_option("--weights", options.source.weights,
                    "a CSV column of what each row counts in the\nloss, beside others that count 1")
        ->check(column_name())
        ->option_text("NAME|INDEX")
        ->group(data_group);
    command
        .add_option("--task", options.target_kind,
                    "what the target is: classes, values, or\nauto: by its entries [auto]")
        ->transform(
            one_of({{"auto", GLIA_TARGET_AUTO}, {"classes", GLIA_TARGET_CLASSES}, {"values", GLIA_TARGET_VALUES}}))
        ->option_text("KIND")
        ->group(data_group);
    command
        .add_flag("--stream", options.source.stream,
                  "read rows anew in each epoch, for files that\nmemory cannot hold; no row is held back")
        ->group(data_group);
    command
        .add_option("--window", options.source.window,
                    "rows of a stream in memory at once, which are\nshuffled together [64 MiB of rows]")
        ->check(whole_number(1))
        ->needs(command.get_option("--stream"))
        ->option_text("N")
        ->group(data_group);
}

void add_validation(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Validation";
    command.add_option("--validation", options.validation, "share of rows held back to validate [0.1]")
        ->check(number_up_to(1))
        ->option_text("FRACTION")
        ->group(group);
    command
        .add_option(
            "--split", options.split,
            "which rows: random; stratified, of each class\nalike; time, the last [stratified; random for\nvalues]")
        ->transform(one_of({{"random", split_random}, {"stratified", split_stratified}, {"time", split_time}}))
        ->option_text("KIND")
        ->group(group);
    command
        .add_option("--groups", options.source.groups,
                    "a CSV column; rows with equal entries are held\nback together, or are in one fold")
        ->check(column_name())
        ->option_text("NAME|INDEX")
        ->group(group);
    command
        .add_option("--time", options.source.times,
                    "a CSV column; rows are put in its order, and\nthe last are held back, or folds go by time")
        ->check(column_name())
        ->option_text("NAME|INDEX")
        ->group(group);
    command
        .add_option("--validation-data", options.validation_data,
                    "a file to validate with, of the kind and the\ncolumns of DATA; then no row is held back")
        ->check(file_name())
        ->option_text("FILE")
        ->group(group);
    command.add_option("--validation-labels", options.validation_labels, "its labels, as --labels are those of DATA")
        ->check(file_name())
        ->option_text("FILE")
        ->group(group);
    command.add_option("--folds", options.folds, "cross-validate: the number of folds, or a SPEC")
        ->check(folds_text())
        ->excludes(command.get_option("--validation"))
        ->option_text("K|SPEC")
        ->group(group);
}

void add_scaling(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Scaling (fitted to the rows to train on, and kept in MODEL)";
    command
        .add_option("--scale", options.scaling.inputs,
                    "how columns of numbers are scaled:\nstandardize, min_max, robust or none\n[standardize; none with "
                    "--labels]")
        ->check(spec_of("scaling"))
        ->option_text("SPEC")
        ->group(group);
    command
        .add_option("--scale-targets", options.scaling.targets,
                    "the same for target values; predictions are in\ntheir units again [none]")
        ->check(spec_of("scaling"))
        ->option_text("SPEC")
        ->group(group);
    command
        .add_option("--missing", options.scaling.missing,
                    "what becomes of missing values: refuse, or\nmean: that of the column [refuse]")
        ->check(name_among("policy", {"refuse", "mean"}))
        ->option_text("POLICY")
        ->group(group);
}

void add_network(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Network";
    command
        .add_option("--network", options.network,
                    "hidden layers, UNITS:ACTIVATION each, or\nother layers by their SPEC; \"-\" for none\n[128:relu]")
        ->check(accepted_by(parse_network, "network"))
        ->option_text("LAYERS")
        ->group(group);
    command
        .add_option("--output-activation", options.output_activation,
                    "activation of the output layer [what suits the\nloss; classes: softmax; two classes: one\nsigmoid "
                    "unit; values: identity]")
        ->check(spec_of("activation"))
        ->option_text("SPEC")
        ->group(group);
    command.add_option("--initializer", options.first.weights, "first values of the weights [auto]")
        ->check(spec_of("initializer"))
        ->option_text("SPEC")
        ->group(group);
    command.add_option("--bias-initializer", options.first.biases, "first values of dense layers' biases [zeros]")
        ->check(spec_of("initializer"))
        ->option_text("SPEC")
        ->group(group);
}

void add_training(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Training";
    command.add_option("--loss", options.loss, "loss [what suits the output layer]")
        ->check(spec_of("loss"))
        ->option_text("SPEC")
        ->group(group);
    command
        .add_option("--class-weight", options.class_weight,
                    "what rows of a class count: none, all alike;\nbalanced, each class as much as another; or a\n"
                    "number for each, in the order of their names,\nsuch as 1,5 [none]")
        ->check(accepted_by(check_class_weight, "class weight"))
        ->option_text("SPEC|N,...")
        ->group(group);
    command.add_option("--optimizer", options.optimizer, "optimizer [adam]")
        ->check(spec_of("optimizer"))
        ->option_text("SPEC")
        ->group(group);
    command.add_option("--epochs", options.epochs, "passes over the rows [20; for few rows, up to\n200]")
        ->check(whole_number(1))
        ->option_text("N")
        ->group(group);
    command.add_option("--batch", options.batch, "rows of a mini-batch; 0: all at once [32]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
    command
        .add_flag("--no-shuffle", options.keep_order,
                  "take rows as they stand; otherwise each epoch\nhas an order of its own")
        ->group(group);
    command.add_option("--threads", options.threads, "threads to work with; the result is the same\n[1]")
        ->check(whole_number(1))
        ->option_text("N")
        ->group(group);
    command.add_option("--seed", options.seed, "where all random numbers come from [0]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
}

void add_result(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Result";
    command
        .add_flag("--find-learning-rate", options.find_rate,
                  "train nothing: print losses at rising learning\nrates, and one to begin with")
        ->excludes(command.get_option("--folds"))
        ->group("Training");
    command
        .add_option("--learning-rates", options.rate_range,
                    "those that --find-learning-rate tries, each by\nthe same factor above the last [1e-7:10:100]")
        ->check(accepted_by(parse_rate_range, "learning rates"))
        ->option_text("LOW:HIGH:STEPS")
        ->group("Training");
    command.add_option("--curve", options.curve, "where --find-learning-rate writes every point,\nas CSV")
        ->check(file_name())
        ->option_text("FILE")
        ->group("Training");
    CLI::Option* const output =
        command
            .add_option("-o,--output", options.model,
                        "where to save the model; not needed with\n--folds or --find-learning-rate")
            ->required()
            ->check(file_name())
            ->option_text("MODEL")
            ->group(group);
    for (const char* const other : {"--folds", "--find-learning-rate"}) {
        command.get_option(other)->each([output](const std::string&) { output->required(false); });
    }
    command
        .add_option("--history", options.history,
                    "where to write every figure of every epoch: as\nJSON lines in a .jsonl file, otherwise as CSV")
        ->needs(output)
        ->check(file_name())
        ->option_text("FILE")
        ->group(group);
    command.add_flag("-q,--quiet", options.quiet, "print nothing but errors")->group(group);
}

}  // namespace glia::cli
