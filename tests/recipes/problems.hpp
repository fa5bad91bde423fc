// Three problems that networks without a hidden layer cannot solve: each row belongs to class 0 or 1.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glia::test {

struct Problem {
    std::size_t inputs = 0;
    std::vector<float> x = {};        // rows x inputs
    std::vector<float> targets = {};  // rows

    std::size_t rows() const { return targets.size(); }
};

// 1 where two inputs of -1 or 1 differ: 4 rows. (Minsky and Papert, Perceptrons, 1969.)
Problem make_xor();

// On which of two intertwined spirals of three turns a point of the plane lies: 194 rows. (Lang and Witbrock, Learning
// to Tell Two Spirals Apart, 1988; their points.)
Problem make_two_spirals();

// 1 where an odd number of `bits` inputs of -1 or 1 are 1: every combination once. (Rumelhart, Hinton and Williams,
// Learning Internal Representations by Error Propagation, 1986.)
Problem make_parity(std::size_t bits);

// "xor", "two_spirals" or "parity_8".
Problem make_problem(const std::string& name);

}  // namespace glia::test
