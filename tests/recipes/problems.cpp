#include "problems.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace glia::test {

Problem make_xor() {
    return make_parity(2);
}

// Point k = 0..96 of the first spiral: angle k pi / 16, radius 6.5 (104 - k) / 104. The second is the first, turned by
// pi.
Problem make_two_spirals() {
    constexpr int points = 97;
    Problem problem{.inputs = 2};
    for (const float side : {1.0F, -1.0F}) {
        for (int k = 0; k < points; ++k) {
            const double angle = k * std::numbers::pi / 16;
            const double radius = 6.5 * (104 - k) / 104;
            problem.x.push_back(side * static_cast<float>(radius * std::sin(angle)));
            problem.x.push_back(side * static_cast<float>(radius * std::cos(angle)));
            problem.targets.push_back(side > 0 ? 1.0F : 0.0F);
        }
    }
    return problem;
}

Problem make_parity(std::size_t bits) {
    Problem problem{.inputs = bits};
    for (std::size_t row = 0; row < std::size_t{1} << bits; ++row) {
        std::size_t ones = 0;
        for (std::size_t bit = 0; bit < bits; ++bit) {
            const bool is_one = (row >> bit & 1) != 0;
            problem.x.push_back(is_one ? 1.0F : -1.0F);
            if (is_one) ++ones;
        }
        problem.targets.push_back(ones % 2 == 1 ? 1.0F : 0.0F);
    }
    return problem;
}

Problem make_problem(const std::string& name) {
    if (name == "xor") return make_xor();
    if (name == "two_spirals") return make_two_spirals();
    if (name == "parity_8") return make_parity(8);
    throw std::invalid_argument("no problem is called " + name);
}

}  // namespace glia::test
