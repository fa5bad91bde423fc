#include "core/metrics/ranking.hpp"

#include <algorithm>

#include "base/special_numbers.hpp"

namespace glia {

Ranking::Ranking(std::vector<Scored> rows) {
    // Stable, so that sums of weights within a rank are made in the order of rows.
    std::stable_sort(rows.begin(), rows.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    for (const Scored& row : rows) {
        if (row.weight == 0) continue;
        if (ranks.empty() || ranks.back().score != row.score) ranks.push_back({row.score, 0, 0});
        (row.positive ? ranks.back().positives : ranks.back().negatives) += row.weight;
    }
    for (const Rank& rank : ranks) {
        positives += rank.positives;
        negatives += rank.negatives;
    }
}

double area_under_roc(const Ranking& ranking) noexcept {
    if (ranking.positives == 0 || ranking.negatives == 0) return undefined;
    double area = 0;
    double above = 0;  // positives of larger scores
    for (const Rank& rank : ranking.ranks) {
        area += rank.negatives * (above + rank.positives / 2);
        above += rank.positives;
    }
    return area / (ranking.positives * ranking.negatives);
}

double average_precision(const Ranking& ranking) noexcept {
    if (ranking.positives == 0) return undefined;
    double sum = 0;
    double positives = 0;
    double all = 0;
    for (const Rank& rank : ranking.ranks) {
        positives += rank.positives;
        all += rank.positives + rank.negatives;
        sum += rank.positives * (positives / all);
    }
    return sum / ranking.positives;
}

}  // namespace glia
