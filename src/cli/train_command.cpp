// glia train: from a data file to a model file.
#include <algorithm>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>

#include "command.hpp"
#include "data.hpp"
#include "folds.hpp"
#include "handles.hpp"
#include "history.hpp"
#include "interrupt.hpp"
#include "network.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "rate_table.hpp"
#include "terminal.hpp"
#include "train_rules.hpp"

namespace glia::cli {
namespace {

struct TrainOptions {
    DataSource source;
    std::int32_t target_kind = GLIA_TARGET_AUTO;
    double validation = 0.1;
    std::string folds;  // "": no cross-validation
    bool find_rate = false;
    std::string network = "128:relu";
    std::string output_activation;
    std::string initializer = "auto";
    ScalingChoice scaling;
    std::string loss;
    std::string class_weight = "none";
    std::string optimizer = "adam";
    std::size_t epochs = 0;  // 0: default_epochs
    std::size_t batch = 32;
    std::uint64_t seed = 0;
    std::size_t threads = 1;
    TrainRules rules;
    std::string model;
    std::string history;
    bool quiet = false;
};

struct Parts {
    Dataset held;                         // the training rows, where they are not all of the data set
    const glia_dataset* train = nullptr;  // `held`, or a stream as it is
    Dataset validation;                   // null without one
};

Parts split(const glia_dataset* dataset, const TrainOptions& options) {
    Parts parts;
    parts.train = dataset;
    if (options.source.stream) return parts;
    const std::int32_t stratify = glia_dataset_class_count(dataset) > 0 ? 1 : 0;
    parts.held = create<glia_dataset>([&](glia_dataset** out) {
        glia_dataset* validation = nullptr;
        const glia_status status =
            glia_dataset_split(dataset, options.validation, stratify, options.seed, out, &validation);
        parts.validation.reset(validation);
        return status;
    });
    parts.train = parts.held.get();
    if (glia_dataset_rows(parts.validation.get()) == 0) parts.validation.reset();
    return parts;
}

// Scaling is fitted to the rows that are trained on, and to no others.
Model make_model(const glia_dataset* dataset, const Parts& parts, const TrainOptions& options) {
    std::vector<LayerChoice> layers = parse_network(options.network);
    layers.push_back(choose_output(dataset, options.loss, options.output_activation));
    return build_model(parts.train, options.scaling, layers, options.initializer, options.seed);
}

// As many as make a useful number of updates, where there are few rows; 20 with 1,600 rows or more in batches of 32.
std::size_t default_epochs(std::size_t rows, std::size_t batch) {
    constexpr std::size_t least = 20;
    constexpr std::size_t most = 200;
    constexpr std::size_t useful_updates = 1000;
    const std::size_t batches = batch == 0 ? 1 : std::max<std::size_t>(1, (rows + batch - 1) / batch);
    return std::clamp(useful_updates / batches, least, most);
}

Trainer make_trainer(glia_model* model, const TrainOptions& options) {
    Trainer trainer = create<glia_trainer>([&](glia_trainer** out) { return glia_trainer_create(out, model); });
    if (!options.loss.empty()) check(glia_trainer_set_loss(trainer.get(), options.loss.c_str()));
    check(glia_trainer_set_class_weight(trainer.get(), options.class_weight.c_str()));
    check(glia_trainer_set_optimizer(trainer.get(), options.optimizer.c_str()));
    check(glia_trainer_set_batch_size(trainer.get(), options.batch));
    check(glia_trainer_set_epochs(trainer.get(), options.epochs));
    check(glia_trainer_set_seed(trainer.get(), options.seed));
    check(glia_trainer_set_threads(trainer.get(), options.threads));
    apply_rules(options.rules, trainer.get());
    return trainer;
}

// What the callback works with. An exception must not leave a callback: it is kept, and thrown again after the fit.
struct Follower {
    Progress* progress;  // null: quiet
    const InterruptGuard* guard;
    std::exception_ptr failure;
};

std::int32_t follow(const glia_trainer* trainer, std::int32_t event, void* user) {
    auto& follower = *static_cast<Follower*>(user);
    try {
        if (follower.progress != nullptr) {
            if (event == GLIA_EVENT_BATCH) follower.progress->after_batch(trainer);
            if (event == GLIA_EVENT_EPOCH) follower.progress->after_epoch(trainer);
        }
    } catch (...) {
        follower.failure = std::current_exception();
        return 1;
    }
    return follower.guard->interrupted() ? 1 : 0;
}

void announce(const TrainOptions& options, const glia_dataset* dataset, const Parts& parts, const glia_model* model) {
    std::string words = summary(options.source, dataset);
    if (parts.validation) {
        words += "; " + grouped(glia_dataset_rows(parts.train)) + " to train, " +
                 grouped(glia_dataset_rows(parts.validation.get())) + " to validate";
    }
    print(words + "\n\n" + text([&](auto... out) { return glia_model_describe(model, out...); }) + "\n");
}

// "interrupted in epoch 3 of 20"
std::string where_interrupted(const glia_trainer* trainer) {
    std::size_t epoch = 0;
    std::size_t epochs = 0;
    glia_trainer_progress(trainer, &epoch, &epochs, nullptr, nullptr);
    return "interrupted in epoch " + std::to_string(epoch) + " of " + std::to_string(epochs);
}

// "early stopping: epoch 12 was the best"
std::string why_ended(const glia_trainer* trainer) {
    const std::string best = std::to_string(glia_trainer_best_epoch(trainer));
    switch (glia_trainer_stop_reason(trainer)) {
        case GLIA_STOP_EARLY:
            return ", by early stopping: epoch " + best + " is kept";
        case GLIA_STOP_TARGET:
            return ": the target is reached";
        case GLIA_STOP_TIME:
            return ": the time is up";
        case GLIA_STOP_CONVERGED:
            return ": there are no better parameters nearby";
        default:
            return best == "0" ? "" : "; epoch " + best + " is kept";
    }
}

// How the parameters that are saved did, when they were last measured.
void sum_up(const TrainOptions& options, const glia_trainer* trainer, double seconds) {
    const std::vector<HistoryColumn> history = history_of(trainer);
    const std::size_t epochs = history.empty() ? 0 : history.front().values.size();
    const std::size_t best = glia_trainer_best_epoch(trainer);
    print("\ntrained " + count_of(epochs, "epoch") + " in " + duration(seconds) + why_ended(trainer) + "\n\n");
    if (epochs > 0) print(epoch_table(history, best > 0 ? best : epochs) + "\n");
    print("saved in '" + options.model + "'\n");
}

// What the recipe reaches on rows that it has not seen.
void show_folds(const TrainOptions& options, const glia_dataset* dataset, const Parts& parts) {
    const Model model = make_model(dataset, parts, options);
    const Trainer recipe = make_trainer(model.get(), options);
    const std::string folds = folds_spec(options.folds, dataset);
    const InterruptGuard guard;
    if (!options.quiet) print(summary(options.source, dataset) + "; " + folds + "\n\n");
    const std::string table = cross_validate(recipe.get(), dataset, folds, options.initializer, options.seed, guard,
                                             !options.quiet && can_redraw());
    if (!options.quiet) print(table + (options.model.empty() ? "" : "\n"));
}

// Before the work rather than after it.
void require_results_writable(const TrainOptions& options) {
    const std::vector<std::string> outputs = {options.model, options.history, options.rules.checkpoint};
    require_distinct(outputs);
    for (const std::string& path : outputs) {
        if (path.empty()) continue;
        require_other_file(path, {options.source.path, options.source.labels});
        require_writable(path);
    }
}

void train(TrainOptions options) {
    require_results_writable(options);
    if (!options.folds.empty()) options.validation = 0;  // the model that is saved learns from all rows
    options.source.missing = options.scaling.missing == "mean";
    const Dataset dataset = open_for_training(options.source, options.target_kind);
    const Parts parts = split(dataset.get(), options);
    const std::size_t train_rows = glia_dataset_rows(parts.train);
    if (train_rows == 0) {
        throw Failure("the training set is empty: '" + options.source.path + "' has " +
                      count_of(glia_dataset_rows(dataset.get()), "row") + ", of which --validation holds back all");
    }
    // Images are in one scale already, and a pixel that is nearly always 0 would be blown up; a stream's scales are not
    // known.
    const bool scales = options.source.labels.empty() && !options.source.stream;
    if (options.scaling.inputs.empty() && scales) options.scaling.inputs = "standardize";
    for (const std::string& scaling : {options.scaling.inputs, options.scaling.targets}) {
        if (!options.source.stream || scaling.empty() || scaling == "none") continue;
        throw Failure("'" + scaling + "' is fitted to rows in memory: leave out --stream, or take none");
    }
    if (options.epochs == 0) options.epochs = default_epochs(train_rows, options.batch);
    if (!options.folds.empty()) show_folds(options, dataset.get(), parts);
    if (options.model.empty() && !options.find_rate) return;
    const Model model = make_model(dataset.get(), parts, options);
    const Trainer trainer = make_trainer(model.get(), options);
    if (options.find_rate) return print(rate_table(trainer.get(), parts.train));
    const bool resumed = resume(options.rules, trainer.get());
    if (!options.quiet) {
        announce(options, dataset.get(), parts, model.get());
        if (resumed) print("going on from '" + options.rules.checkpoint + "'\n\n");
    }

    const InterruptGuard guard;
    Progress progress(can_redraw(), train_rows, parts.validation != nullptr);
    Follower follower{options.quiet ? nullptr : &progress, &guard, nullptr};
    check(glia_trainer_set_callback(trainer.get(), follow, &follower, nullptr));
    const glia_status status = glia_trainer_fit(trainer.get(), parts.train, parts.validation.get());
    if (follower.failure) std::rethrow_exception(follower.failure);
    progress.erase_bar();
    if (!options.history.empty()) write_history(history_of(trainer.get()), options.history);
    if (status != GLIA_ERROR_CANCELLED) check(status);

    check(glia_model_save(model.get(), options.model.c_str()));
    if (status == GLIA_ERROR_CANCELLED) {
        throw Failure(where_interrupted(trainer.get()) + "; the model so far is saved in '" + options.model + "'");
    }
    if (!options.quiet) sum_up(options, trainer.get(), progress.seconds());
}

void add_data_options(CLI::App& command, TrainOptions& options) {
    add_data(command, options.source);
    add_labels(command, options.source);
    add_target(command, options.source,
               "target column of a CSV file; may be given\nagain, for several values [the last]");
    const std::map<std::string, std::int32_t> tasks = {
        {"auto", GLIA_TARGET_AUTO}, {"classes", GLIA_TARGET_CLASSES}, {"values", GLIA_TARGET_VALUES}};
    command
        .add_option("--task", options.target_kind,
                    "what the target is: classes, values, or\nauto: by its entries [auto]")
        ->transform(one_of(tasks))
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
    CLI::Option* const validation =
        command.add_option("--validation", options.validation, "share of rows held back to validate [0.1]")
            ->check(fraction())
            ->option_text("FRACTION")
            ->group(data_group);
    command.add_option("--folds", options.folds, "cross-validate: the number of folds, or a SPEC")
        ->check(folds_text())
        ->excludes(validation)
        ->option_text("K|SPEC")
        ->group(data_group);
    command
        .add_flag("--find-learning-rate", options.find_rate,
                  "train nothing: print losses at rising learning\nrates, and one to begin with")
        ->excludes(command.get_option("--folds"))
        ->group("Training");
}

void add_scaling_options(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Scaling (fitted to the rows to train on, and kept in MODEL)";
    command
        .add_option("--scale", options.scaling.inputs,
                    "how columns of numbers are scaled:\nstandardize, min_max, robust or none\n[standardize; none with "
                    "--labels, --stream]")
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
        ->check(CLI::IsMember({"refuse", "mean"}))
        ->option_text("POLICY")
        ->group(group);
}

void add_network_options(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Network";
    command
        .add_option("--network", options.network,
                    "hidden layers, UNITS:ACTIVATION each, or\nother layers by their SPEC; \"-\" for none\n[128:relu]")
        ->check(network_text())
        ->option_text("LAYERS")
        ->group(group);
    command
        .add_option("--output-activation", options.output_activation,
                    "activation of the output layer [what suits the\nloss; classes: softmax; two classes: one\nsigmoid "
                    "unit; values: identity]")
        ->check(spec_of("activation"))
        ->option_text("SPEC")
        ->group(group);
    command.add_option("--initializer", options.initializer, "first values of the weights [auto]")
        ->check(spec_of("initializer"))
        ->option_text("SPEC")
        ->group(group);
}

void add_training_options(CLI::App& command, TrainOptions& options) {
    constexpr const char* group = "Training";
    command.add_option("--loss", options.loss, "loss [what suits the output layer]")
        ->check(spec_of("loss"))
        ->option_text("SPEC")
        ->group(group);
    command
        .add_option("--class-weight", options.class_weight,
                    "what rows of a class count: none, all alike;\nbalanced, each class as much as another [none]")
        ->check(spec_of("class_weight"))
        ->option_text("SPEC")
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
    command.add_option("--threads", options.threads, "threads to work with; the result is the same\n[1]")
        ->check(whole_number(1))
        ->option_text("N")
        ->group(group);
    command.add_option("--seed", options.seed, "where all random numbers come from [0]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
}

}  // namespace

Command add_train(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("train", "Train a network on a data file, and save it");
    const auto options = std::make_shared<TrainOptions>();
    add_data_options(command, *options);
    add_scaling_options(command, *options);
    add_network_options(command, *options);
    add_training_options(command, *options);
    add_rules(command, options->rules);
    add_stopping(command, options->rules);
    add_checkpoints(command, options->rules);
    constexpr const char* group = "Result";
    CLI::Option* const output =
        command
            .add_option("-o,--output", options->model,
                        "where to save the model; not needed with\n--folds or --find-learning-rate")
            ->required()
            ->check(file_name())
            ->option_text("MODEL")
            ->group(group);
    for (const char* const other : {"--folds", "--find-learning-rate"}) {
        command.get_option(other)->each([output](const std::string&) { output->required(false); });
    }
    command
        .add_option("--history", options->history,
                    "where to write every figure of every epoch: as\nJSON lines in a .jsonl file, otherwise as CSV")
        ->needs(output)
        ->check(file_name())
        ->option_text("FILE")
        ->group(group);
    command.add_flag("-q,--quiet", options->quiet, "print nothing but errors")->group(group);
    command.footer(
        "A SPEC is a name, or a name with parameters: adam, \"sgd(learning_rate=0.1,\n"
        "momentum=0.9)\". Ctrl-C stops after the current batch and saves the model so far.\n\n"
        "--folds K trains K times, each time validating on another part of the rows, and\n"
        "prints what came out; with -o, it then trains a model on all rows. A SPEC says\n"
        "how: plain(folds=5), stratified(folds=5), \"time(folds=5, gap=10)\".\n\n"
        "Examples:\n"
        "  glia train iris.csv -o iris.safetensors\n"
        "  glia train wine.csv --scale robust --early-stopping 20 -o wine.safetensors\n"
        "  glia train digits.csv --network \"128:relu dropout 64:relu\" -o d.safetensors\n"
        "  glia train train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz \\\n"
        "      --epochs 10 --optimizer \"adam(learning_rate=3e-4)\" -o mnist.safetensors");
    return {&command, [options] { train(*options); }};
}

}  // namespace glia::cli
