#include "activation_curve.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "activations.hpp"
#include "glia/activation.h"
#include "handles.hpp"
#include "number.hpp"

namespace glia::cli {
namespace {

using Function = std::function<std::vector<double>(const std::vector<double>&)>;

// The first column of rows of `cols`, and such rows with 0 in the others.
std::vector<double> first_column(const std::vector<double>& rows, std::size_t cols) {
    std::vector<double> column;
    for (std::size_t i = 0; i < rows.size(); i += cols) column.push_back(rows[i]);
    return column;
}
std::vector<double> as_first_column(const std::vector<double>& column, std::size_t cols) {
    std::vector<double> rows(column.size() * cols, 0.0);
    for (std::size_t i = 0; i < column.size(); ++i) rows[i * cols] = column[i];
    return rows;
}

std::vector<float> narrow(const std::vector<double>& values) {
    std::vector<float> result;
    for (const double each : values) result.push_back(static_cast<float>(each));
    return result;
}

constexpr int samples = 240;

// The part of a curve's height that a change between neighbours must exceed to be looked into for a jump.
constexpr double suspicious = 0.02;

struct Bracket {
    Point left;
    Point right;
};

// Halves the interval towards the greater change, as long as numbers tell its ends apart well. What is left of the
// change then is a jump.
Bracket close_in(const Function& f, Bracket at, double width) {
    while (at.right.x - at.left.x > width) {
        const double x = (at.left.x + at.right.x) / 2;
        const Point middle{x, f({x})[0]};
        const bool on_the_left = std::abs(middle.y - at.left.y) > std::abs(at.right.y - middle.y);
        (on_the_left ? at.right : at.left) = middle;
    }
    return at;
}

// Whether b is on the line from a to c, as far as a plot can show.
bool in_line(const Point& a, const Point& b, const Point& c, double height) {
    constexpr double visible = 2e-4;
    const double on_line = a.y + (c.y - a.y) * (b.x - a.x) / (c.x - a.x);
    return std::abs(on_line - b.y) < visible * height;
}

// Leaves out points between which the line stays where it is.
Piece without_redundant(const Piece& piece, double height) {
    Piece kept;
    for (std::size_t i = 0; i < piece.size();) {
        kept.push_back(piece[i]);
        std::size_t next = i + 1;
        const auto all_in_line = [&](std::size_t end) {
            for (std::size_t k = i + 1; k < end; ++k) {
                if (!in_line(piece[i], piece[k], piece[end], height)) return false;
            }
            return true;
        };
        while (next + 1 < piece.size() && all_in_line(next + 1)) ++next;
        i = next;
    }
    return kept;
}

std::pair<double, double> extent(const std::vector<const Curve*>& curves) {
    double low = 0;
    double high = 0;
    for (const Curve* const curve : curves) {
        for (const Piece& piece : *curve) {
            for (const Point& point : piece) {
                low = std::min(low, point.y);
                high = std::max(high, point.y);
            }
        }
    }
    return {low, high};
}

}  // namespace

ActivationFunction::ActivationFunction(std::string spec) : spec_(std::move(spec)) {
    const Json json = activation_json(name_of_activation(spec_));
    const Json& flags = json.at("flags");
    cols_ = std::find(flags.begin(), flags.end(), "elementwise") != flags.end() ? 1 : 2;
    in_double_ = json.at("float64").get<bool>();
}

std::vector<double> ActivationFunction::values(const std::vector<double>& x) const {
    const std::vector<double> rows = as_first_column(x, cols_);
    std::vector<double> y(rows.size());
    if (in_double_) {
        check(glia_activation_values_f64(spec_.c_str(), x.size(), cols_, rows.data(), y.data()));
    } else {
        const std::vector<float> single = narrow(rows);
        std::vector<float> single_y(rows.size());
        check(glia_activation_values(spec_.c_str(), x.size(), cols_, single.data(), single_y.data()));
        y.assign(single_y.begin(), single_y.end());
    }
    return first_column(y, cols_);
}

std::vector<double> ActivationFunction::slopes(const std::vector<double>& x) const {
    const std::vector<double> rows = as_first_column(x, cols_);
    const std::vector<double> dy = as_first_column(std::vector<double>(x.size(), 1.0), cols_);
    std::vector<double> dx(rows.size());
    if (in_double_) {
        check(
            glia_activation_gradients_f64(spec_.c_str(), x.size(), cols_, rows.data(), nullptr, dy.data(), dx.data()));
    } else {
        const std::vector<float> single = narrow(rows);
        const std::vector<float> single_dy = narrow(dy);
        std::vector<float> single_dx(rows.size());
        check(glia_activation_gradients(spec_.c_str(), x.size(), cols_, single.data(), nullptr, single_dy.data(),
                                        single_dx.data()));
        dx.assign(single_dx.begin(), single_dx.end());
    }
    return first_column(dx, cols_);
}

Curve trace(const Function& f, double from, double to) {
    std::vector<double> x;
    for (int i = 0; i <= samples; ++i) x.push_back(from + (to - from) * i / samples);
    const std::vector<double> y = f(x);

    double low = INFINITY;
    double high = -INFINITY;
    for (const double each : y) {
        if (!std::isfinite(each)) continue;
        low = std::min(low, each);
        high = std::max(high, each);
    }
    const double height = std::max(high - low, 1e-9);

    Curve curve(1);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(y[i])) {
            curve.emplace_back();
            continue;
        }
        const bool follows = !curve.back().empty();
        if (follows && std::abs(y[i] - y[i - 1]) > suspicious * height) {
            const Bracket jump = close_in(f, {{x[i - 1], y[i - 1]}, {x[i], y[i]}}, (to - from) * 1e-9);
            if (std::abs(jump.right.y - jump.left.y) > suspicious * height) {
                curve.back().push_back(jump.left);
                curve.emplace_back();
                curve.back().push_back(jump.right);
            }
        }
        curve.back().push_back({x[i], y[i]});
    }
    std::erase_if(curve, [](const Piece& piece) { return piece.empty(); });
    for (Piece& piece : curve) piece = without_redundant(piece, height);
    return curve;
}

ActivationPlot plot_of(const ActivationFunction& f, double from, double to) {
    ActivationPlot plot{f.spec(), f.spec(), "derivative", from, to, 0, 0, {}, {}};
    if (f.is_of_rows()) plot.value_label += ", first of (x, 0)";
    plot.value = trace([&](const std::vector<double>& x) { return f.values(x); }, from, to);
    plot.slope = trace([&](const std::vector<double>& x) { return f.slopes(x); }, from, to);
    const auto [low, high] = extent({&plot.value, &plot.slope});
    const double most = (to - from) / 2;
    const double margin = 0.06 * std::min(high - low, 2 * most) + 1e-9;
    plot.bottom = std::max(low, -most) - margin;
    plot.top = std::min(high, most) + margin;
    return plot;
}

std::vector<double> ticks(double low, double high, int count) {
    const double rough = (high - low) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {5.0, 2.0, 1.0}) {
        if (factor * power >= rough) step = factor * power;
    }
    std::vector<double> result;
    for (double i = std::ceil(low / step); i * step <= high; ++i) result.push_back(i * step);
    return result;
}

std::string figure_of_tick(double at) {
    return at == 0 ? "0" : shortest(static_cast<float>(at));
}

}  // namespace glia::cli
