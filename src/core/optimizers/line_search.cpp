#include "core/optimizers/line_search.hpp"

#include <algorithm>
#include <cmath>

namespace glia {
namespace {

bool is_finite(const LinePoint& point) {
    return std::isfinite(point.loss) && std::isfinite(point.slope);
}

// The minimum of the cubic through losses and slopes of two points (equation 3.59), or where that lies outside, the end
// of [low, high] nearest to it; where there is none, the middle.
double interpolate(const LinePoint& a, const LinePoint& b, double low, double high) {
    // Far too long: not half of it, for there may be many orders of magnitude to go.
    if (!is_finite(b)) return a.step + (b.step - a.step) / 10;
    const double middle = (low + high) / 2;
    const double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.step - b.step);
    const double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) return middle;
    const double d2 = std::copysign(std::sqrt(square), b.step - a.step);
    const double minimum = b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
    return std::isfinite(minimum) ? std::clamp(minimum, low, high) : middle;
}

class LineSearch {
 public:
    LineSearch(const LinePoint& start, const LineSearchSettings& settings,
               const std::function<LinePoint(double)>& evaluate)
        : start_(start), settings_(settings), evaluate_(evaluate), best_(start) {}

    // Algorithm 3.5: longer steps, until one is good or some good ones lie between the last two.
    LineSearchResult run(double step) {
        LinePoint last = start_;
        while (has_evaluations()) {
            const LinePoint point = evaluate(step);
            if (!decreases_enough(point) || (last.step > 0 && point.loss >= last.loss)) return zoom(last, point);
            if (is_flat_enough(point)) return found(point);
            if (point.slope >= 0) return zoom(point, last);
            constexpr double shortest = 1.01;  // at least so much longer, at most tenfold, as minFunc and PyTorch
            constexpr double longest = 10;
            step =
                interpolate(last, point, point.step + (shortest - 1) * (point.step - last.step), point.step * longest);
            last = point;
        }
        return found(best_);
    }

 private:
    // Algorithm 3.6: of the interval's ends, `low` has the lowest loss of all steps that decrease it enough, and the
    // loss falls from there towards `high`.
    LineSearchResult zoom(LinePoint low, LinePoint high) {
        while (has_evaluations()) {
            const double left = std::min(low.step, high.step);
            const double right = std::max(low.step, high.step);
            // A tenth from either end at least, so that the interval shrinks; where that is no interval any more,
            // nothing is left to be found.
            const double margin = 0.1 * (right - left);
            const double step = interpolate(low, high, left + margin, right - margin);
            if (!(step > left && step < right)) break;
            const LinePoint point = evaluate(step);
            if (!decreases_enough(point) || point.loss >= low.loss) {
                high = point;
                continue;
            }
            if (is_flat_enough(point)) return found(point);
            if (point.slope * (high.step - low.step) >= 0) high = low;
            low = point;
        }
        return found(best_);
    }

    bool has_evaluations() const { return evaluations_ < settings_.evaluations; }

    LinePoint evaluate(double step) {
        ++evaluations_;
        last_ = evaluate_(step);
        if (decreases_enough(last_) && last_.loss < best_.loss) best_ = last_;
        return last_;
    }

    bool decreases_enough(const LinePoint& point) const {
        return is_finite(point) &&
               point.loss <= start_.loss + settings_.sufficient_decrease * point.step * start_.slope;
    }

    bool is_flat_enough(const LinePoint& point) const {
        return std::fabs(point.slope) <= settings_.curvature * -start_.slope;
    }

    LineSearchResult found(const LinePoint& point) const {
        return {point, evaluations_ > 0 && point.step == last_.step, evaluations_};
    }

    const LinePoint& start_;
    const LineSearchSettings& settings_;
    const std::function<LinePoint(double)>& evaluate_;
    std::size_t evaluations_ = 0;
    LinePoint last_;
    LinePoint best_;
};

}  // namespace

LineSearchResult search_line(const LinePoint& start, double first_step, const LineSearchSettings& settings,
                             const std::function<LinePoint(double step)>& evaluate) {
    return LineSearch(start, settings, evaluate).run(first_step);
}

}  // namespace glia
