// GRAD_IGNORES_X and GRAD_IGNORES_Y: backward comes to the same where the array is NULL.
#include <utility>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/promises.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

std::string ignore(const Subject& subject, std::uint32_t flag, const char* note, const std::string& how) {
    const glia_activation_t& table = open_promising(subject, flag);
    const bool without_x = flag == GLIA_ACTIVATION_GRAD_IGNORES_X;
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        for (const std::size_t columns : {1, 9, 100}) {
            constexpr std::size_t rows = 3;
            const std::size_t size = rows * columns;
            const std::vector<Real> trained = kernels.trained(columns);
            const std::vector<Real> x = numbers<Real>(random, size);
            const std::vector<Real> dy = logits<Real>(random, size);
            std::vector<Real> y(size);
            kernels.forward(rows, columns, trained.data(), x.data(), y.data());
            // dx and the gradient of trained parameters.
            const auto backward = [&](const Real* given_x, const Real* given_y) {
                std::pair made(std::vector<Real>(size), std::vector<Real>(trained.size()));
                kernels.backward_with(rows, columns, trained.data(), given_x, given_y, dy.data(), made.first.data(),
                                      made.second.data());
                return made;
            };
            const Note noted(note);
            const auto without = backward(without_x ? nullptr : x.data(), without_x ? y.data() : nullptr);
            const auto with = backward(x.data(), y.data());
            require_same(kernels.backward_text(rows, columns), "dx", with.first, without.first, how);
            require_same(kernels.backward_text(rows, columns), "gradient", with.second, without.second, how);
        }
    });
    return "";
}

}  // namespace

std::string ignore_x(const Subject& subject) {
    return ignore(subject, GLIA_ACTIVATION_GRAD_IGNORES_X,
                  "x is NULL, since GRAD_IGNORES_X promises that it is not read", "where x is NULL");
}

std::string ignore_y(const Subject& subject) {
    return ignore(subject, GLIA_ACTIVATION_GRAD_IGNORES_Y,
                  "y is NULL, since GRAD_IGNORES_Y promises that it is not read", "where y is NULL");
}

}  // namespace glia::cli::plugin_check
