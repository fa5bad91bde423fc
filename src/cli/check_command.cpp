// glia check: whether a model's gradients are what they should be.
#include <algorithm>
#include <memory>

#include "command.hpp"
#include "data.hpp"
#include "glia/split.h"
#include "gradient_report.hpp"
#include "model_categories.hpp"
#include "number.hpp"
#include "options.hpp"

namespace glia::cli {
namespace {

struct CheckOptions {
    std::string model;
    DataSource source;
    std::string loss;  // "": the model's
    std::size_t rows = 16;
    std::size_t limit = 100;
    std::uint64_t seed = 0;
    bool json = false;
};

// Rows at equal distances: a file may be sorted by class.
Rows some_rows(const glia_model* model, const glia_dataset* dataset, std::size_t wanted) {
    const std::size_t all = glia_dataset_rows(dataset);
    const std::size_t count = std::min(wanted, all);
    std::vector<std::size_t> picked(count);
    for (std::size_t i = 0; i < count; ++i) picked[i] = i * all / count;
    const Dataset some =
        create<glia_dataset>([&](glia_dataset** out) { return glia_dataset_pick(out, dataset, picked.data(), count); });
    Rows rows = copy_rows(some.get(), 0, count);
    translate_categories(model, some.get(), rows.x);
    return rows;
}

Trainer trainer_of(glia_model* model, const std::string& wanted) {
    Trainer trainer = create<glia_trainer>([&](glia_trainer** out) { return glia_trainer_create(out, model); });
    const std::string loss =
        wanted.empty() ? text([&](auto... out) { return glia_model_loss(model, out...); }) : wanted;
    if (!loss.empty()) check(glia_trainer_set_loss(trainer.get(), loss.c_str()));
    return trainer;
}

Report check_gradients(const glia_trainer* trainer, const Rows& rows, std::size_t count, const CheckOptions& options) {
    glia_gradient_report* report = nullptr;
    check(glia_trainer_check_gradients(
        &report, trainer, rows.x.data(), count, rows.targets.empty() ? nullptr : rows.targets.data(),
        rows.classes.empty() ? nullptr : rows.classes.data(), options.limit, options.seed));
    return Report(report);
}

void run_check(const CheckOptions& options) {
    const Model model = load_model(options.model);
    DataSource source = options.source;
    source.missing = takes_missing(model.get());
    const Dataset dataset = open_for_evaluation(source, model.get());
    require_inputs(source, dataset.get(), glia_model_inputs(model.get()));
    if (glia_dataset_rows(dataset.get()) == 0) throw Failure("'" + source.path + "' has no rows");
    const std::size_t count = std::min(options.rows, glia_dataset_rows(dataset.get()));
    const Rows rows = some_rows(model.get(), dataset.get(), count);
    const Trainer trainer = trainer_of(model.get(), options.loss);
    const Report report = check_gradients(trainer.get(), rows, count, options);
    tell(report.get(), Checked::model, count_of(count, "row"), options.json);
}

}  // namespace

Command add_check(CLI::App& app) {
    constexpr const char* group = "Check";
    CLI::App& command = *app.add_subcommand("check", "Compare a model's gradients with differences of its loss");
    const auto options = std::make_shared<CheckOptions>();
    add_model(command, options->model);
    add_data(command, options->source);
    add_labels(command, options->source);
    add_target(command, options->source, "target column of a CSV file; may be given\nagain [the last]");
    command.add_option("--loss", options->loss, "loss [that which MODEL was trained with]")
        ->check(spec_of("loss"))
        ->option_text("SPEC")
        ->group(group);
    command.add_option("--rows", options->rows, "rows of DATA to take, at equal distances [16]")
        ->check(whole_number(1))
        ->option_text("N")
        ->group(group);
    command.add_option("--limit", options->limit, "elements of each tensor, and of the input, to\ncheck; 0: all [100]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
    command.add_option("--seed", options->seed, "draws these elements [0]")
        ->check(whole_number(0))
        ->option_text("N")
        ->group(group);
    command.add_flag("--json", options->json, "as a JSON object, for programs")->group("Result");
    command.footer(
        "Prints how many derivatives were compared and the worst of them, and exits with\n"
        "1 where one is wrong: that of an activation of yours, say.\n\n"
        "Examples:\n"
        "  glia check iris.safetensors iris.csv\n"
        "  glia check iris.safetensors iris.csv --rows 150 --limit 0");
    return {&command, [options] { run_check(*options); }};
}

}  // namespace glia::cli
