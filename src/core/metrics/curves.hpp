// Curves over all thresholds of a score, for plots.
#pragma once

#include <vector>

#include "core/metrics/ranking.hpp"

namespace glia {

struct CurvePoint {
    double x = 0;
    double y = 0;
    double threshold = 0;  // what a row's score reaches to count as positive
};

// From (0, 0) at threshold infinity to (1, 1): x is the share of negative rows, y that of positive ones at or above the
// threshold. NaN where there are no such rows.
std::vector<CurvePoint> roc_curve(const Ranking& ranking);

// From recall 0 and precision 1 at threshold infinity to recall 1: x is recall, y precision. NaN for recall without
// positive rows.
std::vector<CurvePoint> precision_recall_curve(const Ranking& ranking);

}  // namespace glia
