#include "train_report.hpp"

#include "history.hpp"
#include "number.hpp"
#include "output.hpp"

namespace glia::cli {
namespace {

// The epoch whose parameters were put back; 0: none, those of the last stayed.
std::size_t kept_epoch(const TrainOptions& options, const glia_trainer* trainer) {
    return options.rules.keep_last ? 0 : glia_trainer_best_epoch(trainer);
}

// ", by early stopping: epoch 12 is kept"
std::string why_ended(const glia_trainer* trainer, std::size_t kept) {
    const std::string epoch = "epoch " + std::to_string(kept) + " is kept";
    switch (glia_trainer_stop_reason(trainer)) {
        case GLIA_STOP_EARLY:
            return ", by early stopping: " + (kept == 0 ? "the last epoch is kept" : epoch);
        case GLIA_STOP_TARGET:
            return ": the target is reached";
        case GLIA_STOP_TIME:
            return ": the time is up";
        case GLIA_STOP_CONVERGED:
            return ": there are no better parameters nearby";
        default:
            return kept == 0 ? "" : "; " + epoch;
    }
}

}  // namespace

void announce(const TrainOptions& options, const TrainData& data, const glia_model* model) {
    std::string words = summary(options.source, data.rows, data.train.get());
    if (data.validation) {
        const std::string rows = grouped(glia_dataset_rows(data.validation.get()));
        words += options.validation_data.empty()
                     ? "; " + grouped(glia_dataset_rows(data.train.get())) + " to train, " + rows + " to validate"
                     : "\n" + options.validation_data + ": " + rows + " to validate";
    } else if (const double share = share_held_back(options); share > 0) {
        words += "\nno rows are held back to validate with: " + percent(share) + " of all (--validation) is " +
                 (options.source.groups.empty() ? "less than half a row" : "at most half of every group");
    }
    print(words + "\n\n" + text([&](auto... out) { return glia_model_describe(model, out...); }) + "\n");
}

std::string where_interrupted(const glia_trainer* trainer) {
    std::size_t epoch = 0;
    std::size_t epochs = 0;
    glia_trainer_progress(trainer, &epoch, &epochs, nullptr, nullptr);
    return "interrupted in epoch " + std::to_string(epoch) + " of " + std::to_string(epochs);
}

void sum_up(const TrainOptions& options, const glia_trainer* trainer, double seconds) {
    const std::vector<HistoryColumn> history = history_of(trainer);
    const std::size_t epochs = history.empty() ? 0 : history.front().values.size();
    const std::size_t kept = kept_epoch(options, trainer);
    print("\ntrained " + count_of(epochs, "epoch") + " in " + duration(seconds) + why_ended(trainer, kept) + "\n\n");
    if (epochs > 0) print(epoch_table(history, kept > 0 ? kept : epochs) + "\n");
}

}  // namespace glia::cli
