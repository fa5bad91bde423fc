#include "core/metrics/curves.hpp"

#include "base/special_numbers.hpp"

namespace glia {
namespace {

// point(positives, negatives) at or above each score.
template <class Point>
std::vector<CurvePoint> curve(const Ranking& ranking, CurvePoint first, Point&& point) {
    std::vector<CurvePoint> points = {first};
    double positives = 0;
    double negatives = 0;
    for (const Rank& rank : ranking.ranks) {
        positives += rank.positives;
        negatives += rank.negatives;
        CurvePoint next = point(positives, negatives);
        next.threshold = rank.score;
        points.push_back(next);
    }
    return points;
}

}  // namespace

std::vector<CurvePoint> roc_curve(const Ranking& ranking) {
    return curve(ranking, {0, 0, infinity}, [&](double positives, double negatives) -> CurvePoint {
        return {negatives / ranking.negatives, positives / ranking.positives, 0};
    });
}

std::vector<CurvePoint> precision_recall_curve(const Ranking& ranking) {
    return curve(ranking, {0, 1, infinity}, [&](double positives, double negatives) -> CurvePoint {
        return {positives / ranking.positives, positives / (positives + negatives), 0};
    });
}

}  // namespace glia
