#include "products.hpp"

#include <cblas.h>

#include <algorithm>
#include <cstdlib>

#include "job.h"

namespace {

Numbers numbers(std::size_t count) {
    return Numbers(random_floats(count));
}

int blas(std::size_t size) {
    return static_cast<int>(size);
}

CBLAS_TRANSPOSE order(bool transposed) {
    return transposed ? CblasTrans : CblasNoTrans;
}

Factor rows_of(Factor whole, std::size_t first) {
    whole.data += whole.transposed ? first : first * whole.stride;
    return whole;
}

Factor columns_of(Factor whole, std::size_t first) {
    whole.data += whole.transposed ? first * whole.stride : first;
    return whole;
}

// Rows and columns of C from which on, and how many, one thread computes.
struct Piece {
    std::size_t first_row, rows, first_column, columns;
};

void compute(const Product& p, const Piece& piece) {
    const Factor a = rows_of(p.a, piece.first_row);
    const Factor b = columns_of(p.b, piece.first_column);
    float* const c = p.c + piece.first_row * p.n + piece.first_column;
    const float beta = p.adds ? 1 : 0;
    if (piece.rows == 0 || piece.columns == 0) return;
    if (p.m == 1) {
        // A row times a matrix: matrix-vector products read it once.
        const std::size_t stored_rows = b.transposed ? piece.columns : p.k;
        const std::size_t stored_columns = b.transposed ? p.k : piece.columns;
        cblas_sgemv(CblasRowMajor, order(!b.transposed), blas(stored_rows), blas(stored_columns), 1, b.data,
                    blas(b.stride), a.data, 1, beta, c, 1);
    } else {
        cblas_sgemm(CblasRowMajor, order(a.transposed), order(b.transposed), blas(piece.rows), blas(piece.columns),
                    blas(p.k), 1, a.data, blas(a.stride), b.data, blas(b.stride), beta, c, blas(p.n));
    }
}

// Where a thread's share begins: at a multiple of what kernels compute at once.
std::size_t boundary(std::size_t lines, std::size_t thread, std::size_t threads) {
    constexpr std::size_t kernel_lines = 16;
    if (thread == threads) return lines;
    return lines * thread / threads / kernel_lines * kernel_lines;
}

Piece share(const Product& p, std::size_t thread, std::size_t threads) {
    const auto part = [&](std::size_t lines, std::size_t& first, std::size_t& count) {
        first = boundary(lines, thread, threads);
        count = boundary(lines, thread + 1, threads) - first;
    };
    Piece piece = {0, p.m, 0, p.n};
    if (p.cut == Cut::rows) part(p.m, piece.first_row, piece.rows);
    if (p.cut == Cut::columns) part(p.n, piece.first_column, piece.columns);
    if (p.cut == Cut::none && thread > 0) piece.rows = 0;
    return piece;
}

}  // namespace

void Free::operator()(float* memory) const noexcept {
    std::free(memory);
}

void run(team* team, std::size_t threads, const Stage& stage) {
    struct Work {
        const Stage& stage;
        std::size_t threads;
    } work = {stage, threads};
    const team_part part = [](std::size_t thread, void* user) {
        const Work& shared = *static_cast<const Work*>(user);
        for (const Product& each : shared.stage) compute(each, share(each, thread, shared.threads));
    };
    if (threads == 1)
        part(0, &work);
    else
        team_run(team, part, &work);
}

Network::Network(const std::vector<std::size_t>& widths, std::size_t rows, bool inputs_first)
    : widths_(widths), inputs_first_(inputs_first) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
        values_.push_back(numbers(rows * widths[i]));
        slopes_.push_back(numbers(i == 0 ? 0 : rows * widths[i]));
        if (i == 0) continue;
        weights_.push_back(numbers(widths[i - 1] * widths[i]));
        gradients_.push_back(numbers(widths[i - 1] * widths[i]));
    }
}

std::vector<Stage> Network::prediction(std::size_t first, std::size_t rows) const {
    std::vector<Stage> stages;
    for (std::size_t l = 0; l < layers(); ++l) stages.push_back({forward(l, first, rows)});
    return stages;
}

std::vector<Stage> Network::training(std::size_t first, std::size_t rows) const {
    std::vector<Stage> stages = prediction(first, rows);
    for (std::size_t l = layers(); l-- > 0;) {
        stages.push_back({weight_gradient(l, first, rows)});
        if (l > 0) stages.back().push_back(input_gradient(l, first, rows));
    }
    return stages;
}

// W as inputs x units, or its transpose.
Factor Network::weights(std::size_t layer, bool transposed) const {
    return {weights_[layer].get(), inputs_first_ ? widths_[layer + 1] : widths_[layer], transposed == inputs_first_};
}

// Only the data of a full batch is more than the rows at work.
Product Network::forward(std::size_t layer, std::size_t first, std::size_t rows) const {
    const std::size_t inputs = widths_[layer];
    const std::size_t units = widths_[layer + 1];
    const std::size_t row = layer == 0 ? first : 0;
    return {rows,
            units,
            inputs,
            {values_[layer].get() + row * inputs, inputs, false},
            weights(layer, false),
            values_[layer + 1].get(),
            false};
}

Product Network::weight_gradient(std::size_t layer, std::size_t first, std::size_t rows) const {
    const std::size_t inputs = widths_[layer];
    const std::size_t units = widths_[layer + 1];
    const std::size_t row = layer == 0 ? first : 0;
    const float* const a = values_[layer].get() + row * inputs;
    const float* const dz = slopes_[layer + 1].get();
    float* const gradient = gradients_[layer].get();
    if (inputs_first_) return {inputs, units, rows, {a, inputs, true}, {dz, units, false}, gradient, first > 0};
    return {units, inputs, rows, {dz, units, true}, {a, inputs, false}, gradient, first > 0};
}

Product Network::input_gradient(std::size_t layer, std::size_t, std::size_t rows) const {
    const std::size_t inputs = widths_[layer];
    const std::size_t units = widths_[layer + 1];
    return {rows, inputs, units, {slopes_[layer + 1].get(), units, false}, weights(layer, true), slopes_[layer].get(),
            false};
}
