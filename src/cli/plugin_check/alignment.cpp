// Arrays begin at any multiple of the element's size, and each at another one.
#include <algorithm>
#include <cstdint>

#include "plugin_check/example.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

constexpr std::size_t cache_line = 64;
constexpr std::size_t row_length = 150;

// An array that begins `offset` elements after a multiple of a cache line.
template <class Real>
class Shifted {
 public:
    Shifted(std::size_t offset, const std::vector<Real>& values)
        : size_(values.size()), memory_(2 * cache_line / sizeof(Real) + size_) {
        const std::size_t beyond = reinterpret_cast<std::uintptr_t>(memory_.data()) % cache_line / sizeof(Real);
        first_ = cache_line / sizeof(Real) - beyond + offset;
        std::ranges::copy(values, data());
    }
    Real* data() { return memory_.data() + first_; }
    std::span<const Real> values() const { return std::span<const Real>(memory_).subspan(first_, size_); }

 private:
    std::size_t size_;
    std::vector<Real> memory_;
    std::size_t first_;
};

}  // namespace

std::string take_any_alignment(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t offsets = cache_line / sizeof(Real);
        const Example<Real> whole(kernels, 1, row_length, numbers<Real>(random, row_length),
                                  logits<Real>(random, row_length));
        const Results<Real> nothing = whole.empty_results();
        for (std::size_t i = 0; i < offsets; ++i) {
            // The strides are odd, so that arrays meet in every way of being apart.
            Shifted<Real> x(i, whole.x);
            Shifted<Real> y((3 * i + 1) % offsets, nothing.y);
            Shifted<Real> dy((5 * i + 2) % offsets, whole.dy);
            Shifted<Real> dx((7 * i + 3) % offsets, nothing.dx);
            Shifted<Real> trained((9 * i + 4) % offsets, whole.trained);
            Shifted<Real> gradient((11 * i + 5) % offsets, nothing.gradient);
            const std::string how = "at another alignment";
            kernels.forward(1, row_length, trained.data(), x.data(), y.data());
            whole.require_y(kernels, y.values(), how);
            kernels.backward(1, row_length, trained.data(), x.data(), y.data(), dy.data(), dx.data(), gradient.data());
            whole.require_dx(kernels, dx.values(), how);
            whole.require_gradient(kernels, gradient.values(), how);
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
