// An activation and its derivative as curves, for plots.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace glia::cli {

struct Point {
    double x;
    double y;
};

// Points that belong together: a curve is broken where the function jumps, or is not a finite number.
using Piece = std::vector<Point>;
using Curve = std::vector<Piece>;

// An activation at any x, by its kernels for double where it has some. Of a function of rows it is the first of a row
// of two, as a function of the first logit, where the other is 0. Throws Failure where there is no such activation.
class ActivationFunction {
 public:
    explicit ActivationFunction(std::string spec);

    const std::string& spec() const { return spec_; }
    bool is_of_rows() const { return cols_ > 1; }

    std::vector<double> values(const std::vector<double>& x) const;
    std::vector<double> slopes(const std::vector<double>& x) const;

 private:
    std::string spec_;
    std::size_t cols_ = 1;
    bool in_double_ = true;
};

// The curve of f between two numbers, f taking many x at once: only as many points as show its bends.
Curve trace(const std::function<std::vector<double>(const std::vector<double>&)>& f, double from, double to);

// What a plot shows.
struct ActivationPlot {
    std::string title;
    std::string value_label;
    std::string slope_label;
    double left, right;
    double bottom, top;
    Curve value;
    Curve slope;
};

// The window is as high as the curves between `from` and `to`, but no higher than it is wide.
ActivationPlot plot_of(const ActivationFunction& f, double from, double to);

// Round numbers in steps of 1, 2 or 5 times a power of ten, about `count` of them.
std::vector<double> ticks(double low, double high, int count);
// A tick as text, without the digits that its rounding left.
std::string figure_of_tick(double at);

}  // namespace glia::cli
