#include "text_plot.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "number.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t label_width = 7;  // with the blank after it
constexpr std::size_t most_columns = 71;
constexpr std::size_t plot_rows = 21;

constexpr char value_mark = '*';
constexpr char slope_mark = '.';

std::string padded(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

// The row of a number, counted from the top, or none outside of the window.
class Scale {
 public:
    explicit Scale(const ActivationPlot& plot) : plot_(plot) {}
    bool contains(double y) const { return y >= plot_.bottom && y <= plot_.top; }
    std::size_t row(double y) const {
        return static_cast<std::size_t>(
            std::lround((plot_.top - y) / (plot_.top - plot_.bottom) * static_cast<double>(plot_rows - 1)));
    }

 private:
    const ActivationPlot& plot_;
};

}  // namespace

std::string text_plot(const ActivationFunction& f, const ActivationPlot& plot, std::size_t columns) {
    // An odd number of columns has one in the middle, which is x = 0 in a window around it.
    const std::size_t width = (std::min(std::max<std::size_t>(columns, 40) - label_width, most_columns) - 1) | 1u;
    const Scale scale(plot);
    std::vector<std::string> grid(plot_rows, std::string(width, ' '));
    const double per_column = (plot.right - plot.left) / static_cast<double>(width - 1);
    std::vector<double> x;
    for (std::size_t i = 0; i < width; ++i) x.push_back(plot.left + per_column * static_cast<double>(i));

    const std::size_t zero_row = scale.row(0);
    grid[zero_row].assign(width, '-');
    if (plot.left <= 0 && plot.right >= 0) {
        const auto zero_column = static_cast<std::size_t>(std::lround(-plot.left / per_column));
        for (std::string& row : grid) row[zero_column] = '|';
        grid[zero_row][zero_column] = '+';
    }
    const auto draw = [&](const std::vector<double>& y, char mark) {
        for (std::size_t i = 0; i < width; ++i) {
            if (scale.contains(y[i])) grid[scale.row(y[i])][i] = mark;
        }
    };
    draw(f.slopes(x), slope_mark);
    draw(f.values(x), value_mark);

    std::vector<std::string> labels(plot_rows);
    for (const double at : ticks(plot.bottom, plot.top, 6)) labels[scale.row(at)] = figure_of_tick(at);
    std::string text = std::string(label_width, ' ') + value_mark + " " + plot.value_label + "   " + slope_mark + " " +
                       plot.slope_label + "\n";
    for (std::size_t i = 0; i < plot_rows; ++i) {
        std::string line = padded(labels[i], label_width - 1) + " " + grid[i];
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    const std::string left = figure_of_tick(plot.left);
    const std::string right = figure_of_tick(plot.right);
    return text + std::string(label_width, ' ') + left + padded(right, width - left.size()) + "\n";
}

}  // namespace glia::cli
