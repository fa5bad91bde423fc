#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "core/losses/losses.hpp"

namespace glia {
namespace {

// s = 2t - 1: -1 or +1.
template <class T>
double side(const LossRow<T>& row) {
    return 2 * static_cast<double>(row.target(0)) - 1;
}

struct Pair {
    std::size_t truth;
    std::size_t rival;  // the largest output but the true class's, the first of equals; a NaN before any other
};

template <class T>
Pair pair_of(const LossRow<T>& row) {
    Pair pair = {0, 0};
    while (pair.truth + 1 < row.size && row.target(pair.truth) != 1) ++pair.truth;
    pair.rival = pair.truth == 0 ? 1 : 0;
    for (std::size_t j = pair.rival + 1; j < row.size; ++j) {
        if (j == pair.truth || std::isnan(row.y[pair.rival])) continue;
        if (row.y[j] > row.y[pair.rival] || std::isnan(row.y[j])) pair.rival = j;
    }
    return pair;
}

// max(0, margin); NaN passes.
double shortfall(double margin) {
    return margin < 0 ? 0 : margin;
}

// 1 where the margin falls short, else 0; NaN passes.
double shortfall_slope(double margin) {
    return margin > 0 ? 1 : shortfall(margin);
}

template <class T>
double margin(const LossRow<T>& row) {
    return 1 - side(row) * static_cast<double>(row.y[0]);
}

template <class T>
double margin(const LossRow<T>& row, const Pair& pair) {
    return 1 + static_cast<double>(row.y[pair.rival]) - static_cast<double>(row.y[pair.truth]);
}

}  // namespace

template <class T>
void Hinge<T>::check_output_layer(const OutputLayer& layer) const {
    check_score_layer("hinge", layer);
}

template <class T>
void Hinge<T>::check_targets(std::size_t row, std::span<const float> values) const {
    for (std::size_t j = 0; j < values.size(); ++j) {
        if (values[j] == 0 || values[j] == 1) continue;
        throw invalid("hinge: target {} of row {} (from 0) is {}; it must be 0 or 1", j, row, values[j]);
    }
    const auto ones = std::count(values.begin(), values.end(), 1.0F);
    if (values.size() == 1 || ones == 1) return;
    throw invalid(
        "hinge: {} targets of row {} (from 0) are 1; with several outputs exactly one must be, that of the row's class",
        ones, row);
}

template <class T>
double Hinge<T>::row_loss(const LossRow<T>& row) const {
    return shortfall(row.size == 1 ? margin(row) : margin(row, pair_of(row)));
}

template <class T>
void Hinge<T>::row_gradient(const LossRow<T>& row, T scale, T* d) const {
    if (row.size == 1) {
        d[0] = -scale * static_cast<T>(side(row) * shortfall_slope(margin(row)));
        return;
    }
    const Pair pair = pair_of(row);
    const T slope = scale * static_cast<T>(shortfall_slope(margin(row, pair)));
    std::fill_n(d, row.size, T{0});
    d[pair.rival] = slope;
    d[pair.truth] = -slope;
}

template class Hinge<float>;
template class Hinge<double>;

}  // namespace glia
