#include "history.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "json.hpp"
#include "number.hpp"
#include "output.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

constexpr std::string_view validation = "validation_";

bool is_empty(const HistoryColumn& column) {
    return std::ranges::all_of(column.values, [](double value) { return std::isnan(value); });
}

std::vector<std::string> figure_names(const glia_trainer* trainer) {
    return Json::parse(text([&](auto... out) { return glia_trainer_figures(trainer, out...); }));
}

// A field of CSV (RFC 4180): in quotes where it has a comma, as a metric's parameters may.
std::string csv_field(const std::string& name) {
    return name.find(',') == std::string::npos ? name : '"' + name + '"';
}

std::string csv_text(const std::vector<HistoryColumn>& history, std::size_t epochs) {
    std::string text = "epoch";
    for (const HistoryColumn& column : history) text += "," + csv_field(column.name);
    for (std::size_t i = 0; i < epochs; ++i) {
        text += "\n" + std::to_string(i + 1);
        for (const HistoryColumn& column : history) {
            text += "," + (std::isnan(column.values[i]) ? "" : shortest(column.values[i]));
        }
    }
    return text + "\n";
}

std::string json_lines(const std::vector<HistoryColumn>& history, std::size_t epochs) {
    std::string text;
    for (std::size_t i = 0; i < epochs; ++i) {
        Json line = {{"epoch", i + 1}};
        for (const HistoryColumn& column : history) line[column.name] = column.values[i];  // NaN becomes null
        text += line.dump() + "\n";
    }
    return text;
}

std::size_t epochs_of(const std::vector<HistoryColumn>& history) {
    return history.empty() ? 0 : history.front().values.size();
}

std::string shown(const std::string& name, double value) {
    return name == "accuracy" ? percent(value) : figure(value);
}

}  // namespace

std::vector<HistoryColumn> history_of(const glia_trainer* trainer) {
    std::vector<HistoryColumn> history;
    for (const std::string& name : figure_names(trainer)) {
        HistoryColumn column{name, {}};
        std::size_t epochs = 0;
        check(glia_trainer_history(trainer, name.c_str(), nullptr, 0, &epochs));
        column.values.resize(epochs);
        if (epochs > 0) check(glia_trainer_history(trainer, name.c_str(), column.values.data(), epochs, nullptr));
        if (!is_empty(column)) history.push_back(std::move(column));
    }
    return history;
}

std::vector<HistoryColumn> history_of_no_epoch(const glia_trainer* trainer, const std::vector<std::string>& metrics,
                                               bool validated) {
    // Amounts have no accuracy; the batches so far tell.
    double accuracy = 0;
    check(glia_trainer_metric(trainer, "accuracy", &accuracy));
    std::vector<HistoryColumn> history;
    for (const std::string& name : figure_names(trainer)) {
        const bool of_validation = name.starts_with(validation);
        const bool of_accuracy = name.ends_with("accuracy");
        if ((of_validation && !validated) || (of_accuracy && std::isnan(accuracy))) continue;
        history.push_back({name, {}});
    }
    for (const std::string& metric : metrics) history.push_back({metric, {}});
    for (const std::string& metric : metrics) {
        if (validated) history.push_back({std::string(validation) + metric, {}});
    }
    return history;
}

void write_history(const std::vector<HistoryColumn>& history, const std::string& path) {
    OutputFile file(path);
    const std::size_t epochs = epochs_of(history);
    file.write(path.ends_with(".jsonl") ? json_lines(history, epochs) : csv_text(history, epochs));
    file.commit();
}

std::string epoch_table(const std::vector<HistoryColumn>& history, std::size_t epoch) {
    const auto find = [&](const std::string& name) { return std::ranges::find(history, name, &HistoryColumn::name); };
    const bool validated = find("validation_loss") != history.end();
    Table table(validated ? std::vector{Align::left, Align::right, Align::right}
                          : std::vector{Align::left, Align::right});
    table.add(validated ? std::vector<std::string>{"", "training", "validation"}
                        : std::vector<std::string>{"", "training"});
    for (const HistoryColumn& column : history) {
        const std::string& name = column.name;
        if (name.starts_with(validation) || name == "seconds" || name == "learning_rate") continue;
        std::vector<std::string> cells = {name, shown(name, column.values[epoch - 1])};
        if (validated) {
            const auto other = find(std::string(validation) + name);
            cells.push_back(other == history.end() ? "-" : shown(name, other->values[epoch - 1]));
        }
        table.add(std::move(cells));
    }
    return table.str();
}

}  // namespace glia::cli
