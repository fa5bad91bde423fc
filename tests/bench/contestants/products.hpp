// The matrix products of a network's training step or prediction, and nothing else.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "team.h"

// How threads share a product: by rows or columns of the result, or the first thread does it alone.
enum class Cut {
    rows,
    columns,
    none
};

// A row-major matrix in memory, or its transpose as a factor.
struct Factor {
    const float* data;
    std::size_t stride;  // from one row to the next, as stored
    bool transposed;
};

// C (m x n) = A (m x k) B (k x n), or with `adds`, C += A B.
struct Product {
    std::size_t m, n, k;
    Factor a, b;
    float* c;
    bool adds;
    Cut cut = Cut::rows;
};

// Products that do not wait for one another.
using Stage = std::vector<Product>;

void run(team* team, std::size_t threads, const Stage& stage);

struct Free {
    void operator()(float* memory) const noexcept;
};
using Numbers = std::unique_ptr<float[], Free>;

// Memory for a network and a batch of rows, and its products in the order in which they can be done.
class Network {
 public:
    // inputs_first: whether weights lie in memory as inputs x units, or as units x inputs.
    Network(const std::vector<std::size_t>& widths, std::size_t rows, bool inputs_first);

    // Forward: Z_l = A_{l-1} W_l, for rows from `first`.
    std::vector<Stage> prediction(std::size_t first, std::size_t rows) const;

    // Forward; then dW_l = A_{l-1}^T dZ_l and dA_{l-1} = dZ_l W_l^T, from the last layer to the first, which needs no
    // dA. Where `first` is above 0, dW is added to that of the rows before.
    std::vector<Stage> training(std::size_t first, std::size_t rows) const;

 private:
    std::size_t layers() const noexcept { return widths_.size() - 1; }
    Factor weights(std::size_t layer, bool transposed) const;
    Product forward(std::size_t layer, std::size_t first, std::size_t rows) const;
    Product weight_gradient(std::size_t layer, std::size_t first, std::size_t rows) const;
    Product input_gradient(std::size_t layer, std::size_t first, std::size_t rows) const;

    std::vector<std::size_t> widths_;
    bool inputs_first_;
    std::vector<Numbers> values_;     // A_0 to A_L
    std::vector<Numbers> slopes_;     // dA_0 (never used) to dA_L
    std::vector<Numbers> weights_;    // W_1 to W_L, from index 0
    std::vector<Numbers> gradients_;  // dW_1 to dW_L
};
