// A step along a direction that satisfies the strong Wolfe conditions.
#pragma once

#include <cstddef>
#include <functional>

namespace glia {

// phi(step) = loss(x + step d), and its derivative there, the gradient times d.
struct LinePoint {
    double step = 0;
    double loss = 0;
    double slope = 0;
};

struct LineSearchSettings {
    double sufficient_decrease = 1e-4;
    double curvature = 0.9;
    std::size_t evaluations = 25;  // at most
};

struct LineSearchResult {
    LinePoint point;       // the best that was found; step 0 where none has a lower loss
    bool is_last = false;  // whether `point` is the one that was evaluated last
    std::size_t evaluations = 0;
};

// Seeks, from `first_step`, a step with  phi(step) <= phi(0) + c1 step phi'(0)  and  |phi'(step)| <= c2 |phi'(0)|; the
// slope of `start` must be negative. (Nocedal and Wright, Numerical Optimization, 2nd ed., 2006, algorithms 3.5 and
// 3.6.) Where a loss or slope is not finite, the step was too long. Where the evaluations do not suffice, the result is
// the best step that satisfies the first condition.
LineSearchResult search_line(const LinePoint& start, double first_step, const LineSearchSettings& settings,
                             const std::function<LinePoint(double step)>& evaluate);

}  // namespace glia
