#include "folds.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <vector>

#include "glia/cross_validation.h"
#include "json.hpp"
#include "number.hpp"
#include "progress.hpp"
#include "row_metadata.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

// What the callback works with. An exception must not leave a callback: it is kept, and thrown again afterwards.
struct Follower {
    bool bar;
    std::size_t rows;
    const InterruptGuard& guard;
    std::size_t fold = 0;
    std::optional<Progress> progress = {};  // of the current fold
    std::exception_ptr failure = {};

    void follow(std::size_t current, const glia_trainer* trainer) {
        if (!progress || fold != current) progress.emplace(bar, rows, true);
        fold = current;
        progress->after_batch(trainer);
    }
};

std::int32_t follow(std::size_t fold, std::size_t /*folds*/, const glia_trainer* trainer, std::int32_t /*event*/,
                    void* user) {
    auto& follower = *static_cast<Follower*>(user);
    try {
        follower.follow(fold, trainer);
    } catch (...) {
        follower.failure = std::current_exception();
        return 1;
    }
    return follower.guard.interrupted() ? 1 : 0;
}

struct DestroyResult {
    void operator()(glia_cross_validation* result) const noexcept { glia_cross_validation_destroy(result); }
};
using Result = std::unique_ptr<glia_cross_validation, DestroyResult>;

std::string whole(double value) {
    return grouped(static_cast<std::size_t>(value));
}

// What a column of the table shows of each fold.
struct Column {
    std::string title;
    std::string name;
    std::string (*text)(double);
    bool summarized;
};

// Loss, accuracy and the metrics that training follows, each on the rows trained on and on the others.
std::vector<Column> columns_of(const glia_cross_validation* result) {
    const std::string training = "training_";
    std::vector<Column> columns = {{"train rows", "training_rows", whole, false},
                                   {"rows", "validation_rows", whole, false},
                                   {"epochs", "epochs", whole, false}};
    const auto names = Json::parse(text([&](auto... out) {
                           return glia_cross_validation_figures(result, out...);
                       })).get<std::vector<std::string>>();
    for (const std::string& name : names) {
        if (std::ranges::find(names, training + name) == names.end()) continue;
        const auto shown = name == "accuracy" ? percent : figure;
        columns.push_back({"train " + name, training + name, shown, true});
        columns.push_back({name, name, shown, true});
    }
    return columns;
}

std::string table_of(const glia_cross_validation* result) {
    const std::size_t folds = glia_cross_validation_folds(result);
    std::vector<std::vector<std::string>> lines(folds + 3);
    lines[0] = {"fold"};
    for (std::size_t i = 0; i < folds; ++i) lines[i + 1] = {std::to_string(i + 1)};
    lines[folds + 1] = {"mean"};
    lines[folds + 2] = {"deviation"};
    std::vector<Align> alignments = {Align::left};
    for (const Column& column : columns_of(result)) {
        std::vector<double> values(folds);
        double mean = 0;
        double deviation = 0;
        check(glia_cross_validation_values(result, column.name.c_str(), values.data(), folds, nullptr));
        check(glia_cross_validation_summary(result, column.name.c_str(), &mean, &deviation));
        const auto missing = [](double value) { return std::isnan(value); };
        if (std::ranges::all_of(values, missing)) continue;  // values have no accuracy
        alignments.push_back(Align::right);
        lines[0].emplace_back(column.title);
        for (std::size_t i = 0; i < folds; ++i) lines[i + 1].push_back(column.text(values[i]));
        lines[folds + 1].push_back(column.summarized ? column.text(mean) : "");
        lines[folds + 2].push_back(column.summarized ? column.text(deviation) : "");
    }
    Table table(alignments);
    for (std::vector<std::string>& line : lines) table.add(std::move(line));
    return table.str();
}

}  // namespace

Folds choose_folds(const std::string& text, const DataSource& source, const glia_dataset* dataset) {
    Folds folds{text, {}};
    if (!source.groups.empty()) folds.groups = groups_of(source, dataset);
    if (text.find_first_not_of("0123456789") != std::string::npos) return folds;
    const char* const kind = !source.groups.empty()                  ? "grouped"
                             : !source.times.empty()                 ? "time"
                             : glia_dataset_class_count(dataset) > 0 ? "stratified"
                                                                     : "plain";
    folds.spec = std::string(kind) + "(folds=" + text + ")";
    return folds;
}

std::string cross_validate(const glia_trainer* recipe, const glia_dataset* dataset, const Folds& folds,
                           const std::string& initializer, std::uint64_t seed, const InterruptGuard& guard, bool bar) {
    Follower follower{.bar = bar, .rows = glia_dataset_rows(dataset), .guard = guard};
    glia_cross_validation* made = nullptr;
    const std::int32_t* const groups = folds.groups.empty() ? nullptr : folds.groups.data();
    const glia_status status = glia_cross_validate(&made, recipe, dataset, folds.spec.c_str(), groups,
                                                   folds.groups.size(), initializer.c_str(), seed, follow, &follower);
    const Result result(made);
    if (follower.failure) std::rethrow_exception(follower.failure);
    if (follower.progress) follower.progress->erase_bar();
    if (status == GLIA_ERROR_CANCELLED) throw Failure("interrupted in fold " + std::to_string(follower.fold + 1));
    check(status);
    return table_of(result.get());
}

}  // namespace glia::cli
