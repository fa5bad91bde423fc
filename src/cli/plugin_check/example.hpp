// What kernels compute of whole arrays that are apart, to compare other ways with.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"

namespace glia::cli::plugin_check {

// All that the kernels of an activation write.
template <class Real>
struct Results {
    std::vector<Real> y, dx;
    std::vector<Real> gradient;  // that of trained parameters
};

template <class Real>
struct Example {
    std::size_t rows;
    std::size_t columns;
    std::vector<Real> trained, x, dy;
    Results<Real> results;

    Example(const Kernels<Real>& kernels, std::size_t row_count, std::size_t column_count, std::vector<Real> inputs,
            std::vector<Real> weights)
        : rows(row_count),
          columns(column_count),
          trained(kernels.trained(columns)),
          x(std::move(inputs)),
          dy(std::move(weights)),
          results(empty_results()) {
        compute(kernels, results);
    }

    // Arrays to compute the same once more.
    Results<Real> empty_results(Real filling = 0) const {
        return {std::vector(x.size(), filling), std::vector(x.size(), filling), std::vector(trained.size(), filling)};
    }
    void compute(const Kernels<Real>& kernels, Results<Real>& into) const {
        kernels.forward(rows, columns, trained.data(), x.data(), into.y.data());
        kernels.backward(rows, columns, trained.data(), x.data(), into.y.data(), dy.data(), into.dx.data(),
                         into.gradient.data());
    }

    // Throw Broken where they are not the same: `how` says what was different about the way to them.
    void require_y(const Kernels<Real>& kernels, std::span<const Real> y, const std::string& how) const {
        require_same(kernels.forward_text(rows, columns), "y", std::span<const Real>(results.y), y, how);
    }
    void require_dx(const Kernels<Real>& kernels, std::span<const Real> dx, const std::string& how) const {
        require_same(kernels.backward_text(rows, columns), "dx", std::span<const Real>(results.dx), dx, how);
    }
    void require_gradient(const Kernels<Real>& kernels, std::span<const Real> gradient, const std::string& how) const {
        require_same(kernels.backward_text(rows, columns), "gradient", std::span<const Real>(results.gradient),
                     gradient, how);
    }
    void require(const Kernels<Real>& kernels, const Results<Real>& got, const std::string& how) const {
        require_y(kernels, got.y, how);
        require_dx(kernels, got.dx, how);
        require_gradient(kernels, got.gradient, how);
    }
};

}  // namespace glia::cli::plugin_check
