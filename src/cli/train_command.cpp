// glia train: from a data file to a model file.
#include <algorithm>
#include <exception>
#include <memory>

#include "class_weight.hpp"
#include "command.hpp"
#include "folds.hpp"
#include "history.hpp"
#include "interrupt.hpp"
#include "metric_list.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "rate_curve.hpp"
#include "terminal.hpp"
#include "train_data.hpp"
#include "train_options.hpp"
#include "train_report.hpp"

namespace glia::cli {
namespace {

// Scaling is fitted to the rows that are trained on, and to no others.
Model make_model(const TrainData& data, const TrainOptions& options) {
    std::vector<LayerChoice> layers = parse_network(options.network);
    layers.push_back(choose_output(data.train.get(), options.loss, options.output_activation));
    return build_model(data.train.get(), options.scaling, layers, options.first, options.seed);
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
    set_class_weight(trainer.get(), options.class_weight);
    check(glia_trainer_set_optimizer(trainer.get(), options.optimizer.c_str()));
    check(glia_trainer_set_batch_size(trainer.get(), options.batch));
    check(glia_trainer_set_epochs(trainer.get(), options.epochs));
    check(glia_trainer_set_shuffle(trainer.get(), options.keep_order ? 0 : 1));
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

// What the recipe reaches on rows that it has not seen.
void show_folds(const TrainOptions& options, const TrainData& data) {
    const Model model = make_model(data, options);
    const Trainer recipe = make_trainer(model.get(), options);
    const Folds folds = choose_folds(options.folds, options.source, data.train.get());
    const InterruptGuard guard;
    if (!options.quiet) print(summary(options.source, data.rows, data.train.get()) + "; " + folds.spec + "\n\n");
    const std::string table = cross_validate(recipe.get(), data.train.get(), folds, options.first.weights, options.seed,
                                             guard, !options.quiet && can_redraw());
    if (!options.quiet) print(table + (options.model.empty() ? "" : "\n"));
}

// Before the work rather than after it.
void require_results_writable(const TrainOptions& options) {
    const std::vector<NamedFile> outputs = {{"the model", options.model},
                                            {"the history", options.history},
                                            {"the checkpoint", options.rules.checkpoint},
                                            {"the curve", options.curve}};
    const std::vector<NamedFile> inputs = {{"the data", options.source.path},
                                           {"the labels", options.source.labels},
                                           {"the validation data", options.validation_data},
                                           {"the validation labels", options.validation_labels}};
    require_distinct(outputs);
    for (const NamedFile& output : outputs) {
        if (output.path.empty()) continue;
        require_other_file(output, inputs);
        require_writable(output.path);
    }
}

// What the user leaves to glia.
void choose_defaults(const TrainData& data, TrainOptions& options) {
    // Images are in one scale already, and a pixel that is nearly always 0 would be blown up.
    if (options.scaling.inputs.empty() && options.source.labels.empty()) options.scaling.inputs = "standardize";
    if (options.epochs == 0) options.epochs = default_epochs(glia_dataset_rows(data.train.get()), options.batch);
}

// A fit that was broken off in its first epoch leaves a file without lines, rather than that of an earlier run; one
// that was refused leaves what there was.
void keep_history(const TrainOptions& options, const TrainData& data, const glia_trainer* trainer, glia_status status) {
    if (options.history.empty()) return;
    const std::vector<HistoryColumn> history = history_of(trainer);
    if (!history.empty()) return write_history(history, options.history);
    if (status != GLIA_ERROR_CANCELLED && status != GLIA_ERROR_NUMERIC) return;
    const std::vector<std::string> metrics =
        options.rules.metrics.empty() ? std::vector<std::string>() : split_specs(options.rules.metrics);
    write_history(history_of_no_epoch(trainer, metrics, data.validation != nullptr), options.history);
}

// Where the file cannot be written either, `failure` is not to be forgotten over that.
void save(const glia_model* model, const std::string& path, const std::string& failure) {
    if (glia_model_save(model, path.c_str()) == GLIA_OK) return;
    throw Failure(failure.empty() ? glia_last_error() : failure + "; " + glia_last_error());
}

// Nothing has been learnt there that an older file should make way for.
bool in_first_batch(const glia_trainer* trainer) {
    std::size_t epoch = 0;
    std::size_t batch = 0;
    glia_trainer_progress(trainer, &epoch, nullptr, &batch, nullptr);
    return epoch <= 1 && batch <= 1;
}

// Trains, and saves what came out, however it ended: of numbers that are not finite, the library keeps the parameters
// before them.
void fit(const TrainOptions& options, const TrainData& data, const InterruptGuard& guard, glia_model* model,
         glia_trainer* trainer) {
    Progress progress(can_redraw(), glia_dataset_rows(data.train.get()), data.validation != nullptr);
    Follower follower{options.quiet ? nullptr : &progress, &guard, nullptr};
    check(glia_trainer_set_callback(trainer, follow, &follower, nullptr));
    const glia_status status = glia_trainer_fit(trainer, data.train.get(), data.validation.get());
    const std::string failure = status == GLIA_OK ? "" : glia_last_error();
    if (follower.failure) std::rethrow_exception(follower.failure);
    progress.erase_bar();
    if (status == GLIA_ERROR_NUMERIC && in_first_batch(trainer)) throw Failure(failure + "; nothing is saved");
    const bool broken_off = status == GLIA_ERROR_CANCELLED || status == GLIA_ERROR_NUMERIC;
    const bool trained = status == GLIA_OK || broken_off;
    if (trained) save(model, options.model, failure);
    keep_history(options, data, trainer, status);
    if (!trained) throw Failure(failure);

    if (!options.quiet) sum_up(options, trainer, progress.seconds());
    const std::string saved = "saved in '" + options.model + "'";
    if (status == GLIA_ERROR_CANCELLED) throw Failure(where_interrupted(trainer) + "; the model so far is " + saved);
    if (status == GLIA_ERROR_NUMERIC) throw Failure(failure + "; " + saved);
    if (!options.quiet) print(saved + "\n");
}

void find_rate(const TrainOptions& options, const TrainData& data, const glia_trainer* trainer) {
    const RateRange range = parse_rate_range(options.rate_range.empty() ? default_rate_range : options.rate_range);
    const RateCurve curve = measure_rates(trainer, data.train.get(), range);
    if (!options.curve.empty()) write_curve(curve, options.curve);
    // The table is all there is, unless the curve goes to a file.
    if (!options.quiet || options.curve.empty()) print(rate_table(curve));
}

void train(TrainOptions options) {
    require_results_writable(options);
    options.source.missing = options.scaling.missing == "mean";
    const TrainData data = open_train_data(options);
    choose_defaults(data, options);
    if (!options.folds.empty()) show_folds(options, data);
    if (options.model.empty() && !options.find_rate) return;
    const Model model = make_model(data, options);
    const Trainer trainer = make_trainer(model.get(), options);
    if (options.find_rate) return find_rate(options, data, trainer.get());
    const bool resumed = resume(options.rules, trainer.get());
    const InterruptGuard guard;
    if (!options.quiet) {
        announce(options, data, model.get());
        if (resumed) print("going on from '" + options.rules.checkpoint + "'\n\n");
    }
    fit(options, data, guard, model.get(), trainer.get());
}

}  // namespace

Command add_train(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("train", "Train a network on a data file, and save it");
    const auto options = std::make_shared<TrainOptions>();
    add_train_data(command, *options);
    add_validation(command, *options);
    add_scaling(command, *options);
    add_network(command, *options);
    add_training(command, *options);
    add_rules(command, options->rules);
    add_stopping(command, options->rules);
    add_checkpoints(command, options->rules);
    add_result(command, *options);
    command.callback([options] { require_consistent(*options); });
    command.footer(
        "A SPEC is a name, or a name with parameters: adam, \"sgd(learning_rate=0.1,\n"
        "momentum=0.9)\". Ctrl-C stops after the current batch and saves the model so far.\n\n"
        "--folds K trains K times, each time validating on another part of the rows, and\n"
        "prints what came out; with -o, it then trains a model on all rows. A SPEC says\n"
        "how: plain(folds=5), stratified(folds=5), grouped(folds=5) with --groups,\n"
        "\"time(folds=5, gap=10)\".\n\n"
        "Examples:\n"
        "  glia train iris.csv -o iris.safetensors\n"
        "  glia train wine.csv --scale robust --early-stopping 20 -o wine.safetensors\n"
        "  glia train big.csv --stream --validation-data held_back.csv -o big.safetensors\n"
        "  glia train visits.csv --groups patient --weights size -o visits.safetensors\n"
        "  glia train digits.csv --network \"128:relu dropout 64:relu\" -o d.safetensors\n"
        "  glia train train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz \\\n"
        "      --epochs 10 --optimizer \"adam(learning_rate=3e-4)\" -o mnist.safetensors");
    return {&command, [options] { train(*options); }};
}

}  // namespace glia::cli
