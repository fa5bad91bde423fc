#include "progress.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "number.hpp"
#include "output.hpp"
#include "terminal.hpp"

namespace glia::cli {
namespace {

constexpr std::chrono::milliseconds redraw_interval{50};  // smooth to the eye, and nothing to a fit
constexpr const char* erase_line = "\r\x1b[K";

double metric(const glia_trainer* trainer, const char* name) {
    double value = std::nan("");
    glia_trainer_metric(trainer, name, &value);
    return value;
}

struct Column {
    const char* title;
    std::size_t width;
    std::string value;
};

std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

// The place among the epochs as "3/20", all of one length.
std::string place(std::size_t epoch, std::size_t epochs) {
    const std::string of = std::to_string(epochs);
    return right(std::to_string(epoch), of.size()) + "/" + of;
}

std::vector<Column> epoch_columns(const glia_trainer* trainer, std::size_t rows, bool validated) {
    std::size_t epoch = 0;
    std::size_t epochs = 0;
    glia_trainer_progress(trainer, &epoch, &epochs, nullptr, nullptr);
    const double accuracy = metric(trainer, "accuracy");
    const bool has_accuracy = !std::isnan(accuracy);

    const std::string where = place(epoch, epochs);
    std::vector<Column> columns = {{"epoch", std::max<std::size_t>(where.size(), 5), where},
                                   {"loss", 10, figure(metric(trainer, "loss"))}};
    if (has_accuracy) columns.push_back({"accuracy", 9, percent(accuracy)});
    if (validated) {
        columns.push_back({"validation loss", 15, figure(metric(trainer, "validation_loss"))});
        if (has_accuracy) columns.push_back({"accuracy", 9, percent(metric(trainer, "validation_accuracy"))});
    }
    const double rate = static_cast<double>(rows) / metric(trainer, "seconds");
    columns.push_back({"rows/s", 11, std::isfinite(rate) ? grouped(static_cast<std::size_t>(rate)) : "-"});
    return columns;
}

template <class Text>
std::string line_of(const std::vector<Column>& columns, Text&& text) {
    std::string line;
    for (const Column& column : columns) line += (line.empty() ? "" : "  ") + right(text(column), column.width);
    return line + "\n";
}

BarState bar_state(const glia_trainer* trainer, std::size_t rows, double seconds) {
    BarState state;
    std::size_t batch = 0;
    std::size_t batches = 0;
    glia_trainer_progress(trainer, &state.epoch, &state.epochs, &batch, &batches);
    const double finished = static_cast<double>(state.epoch - 1);
    const double passes =
        finished + static_cast<double>(batch) / static_cast<double>(std::max<std::size_t>(batches, 1));
    state.share = passes / static_cast<double>(state.epochs);
    state.loss = metric(trainer, "loss");
    state.accuracy = metric(trainer, "accuracy");
    state.rows_per_second = passes * static_cast<double>(rows) / seconds;
    state.seconds_left = seconds * (1 - state.share) / state.share;
    return state;
}

}  // namespace

std::string draw_bar(const BarState& state, std::size_t width) {
    constexpr std::size_t shortest_bar = 10;
    constexpr std::size_t longest_bar = 40;
    constexpr std::size_t brackets = 3;  // and the blank before them

    // Of usual lengths, so that the bar keeps its own.
    std::vector<std::string> wanted = {"  ETA " + right(clock_time(state.seconds_left), 5),
                                       "  loss " + right(figure(state.loss), 7)};
    if (!std::isnan(state.accuracy)) wanted.push_back("  accuracy " + right(percent(state.accuracy), 8));
    wanted.push_back("  " + right(grouped(static_cast<std::size_t>(state.rows_per_second)), 9) + " rows/s");

    const std::string head = "epoch " + place(state.epoch, state.epochs);
    std::string tail;
    for (const std::string& part : wanted) {
        if (head.size() + brackets + shortest_bar + tail.size() + part.size() > width) break;
        tail += part;
    }
    if (head.size() + brackets + shortest_bar + tail.size() > width) return head.substr(0, width);

    const std::size_t length = std::min(longest_bar, width - head.size() - brackets - tail.size());
    const auto done = static_cast<std::size_t>(std::clamp(state.share, 0.0, 1.0) * static_cast<double>(length));
    return head + " [" + std::string(done, '=') + std::string(length - done, ' ') + "]" + tail;
}

double Progress::seconds() const {
    return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Progress::after_batch(const glia_trainer* trainer) {
    if (bar_ && Clock::now() - last_drawn_ >= redraw_interval) redraw(trainer);
}

bool Progress::has_line(const glia_trainer* trainer) const {
    constexpr std::size_t lines_on_a_terminal = 20;
    std::size_t epoch = 0;
    std::size_t epochs = 0;
    glia_trainer_progress(trainer, &epoch, &epochs, nullptr, nullptr);
    const std::size_t every = (epochs + lines_on_a_terminal - 1) / lines_on_a_terminal;
    return !bar_ || epoch % every == 0 || epoch == epochs;
}

void Progress::after_epoch(const glia_trainer* trainer) {
    if (!has_line(trainer)) return after_batch(trainer);
    const std::vector<Column> columns = epoch_columns(trainer, rows_, validated_);
    std::string lines = drawn_ ? erase_line : "";
    if (!std::exchange(titled_, true)) lines += line_of(columns, [](const Column& column) { return column.title; });
    lines += line_of(columns, [](const Column& column) { return column.value; });
    drawn_ = false;
    print(lines);
    if (bar_) redraw(trainer);
}

void Progress::erase_bar() {
    if (std::exchange(drawn_, false)) print(erase_line);
}

void Progress::redraw(const glia_trainer* trainer) {
    // A line that fills the last column would wrap.
    print(erase_line + draw_bar(bar_state(trainer, rows_, seconds()), terminal_width() - 1));
    drawn_ = true;
    last_drawn_ = Clock::now();
}

}  // namespace glia::cli
