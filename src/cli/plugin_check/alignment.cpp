// Arrays begin at any multiple of the element's size, and each at another one.
#include <algorithm>
#include <array>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

constexpr std::size_t cache_line = 64;
constexpr std::size_t length = 150;

// An array that begins `offset` elements after a multiple of a cache line.
template <class Real>
class Shifted {
 public:
    Shifted(std::size_t offset, const std::vector<Real>& values) : offset_(offset) {
        std::ranges::copy(values, data());
    }
    Real* data() { return memory_.data() + offset_; }
    std::span<const Real> values() const { return std::span<const Real>(memory_).subspan(offset_, length); }

 private:
    std::size_t offset_;
    alignas(cache_line) std::array<Real, length + cache_line> memory_{};
};

}  // namespace

std::string take_any_alignment(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t offsets = cache_line / sizeof(Real);
        const Example<Real> whole(kernels, 1, length, numbers<Real>(random, length), logits<Real>(random, length));
        const std::vector<Real> nothing(length);
        for (std::size_t i = 0; i < offsets; ++i) {
            // The strides are odd, so that arrays meet in every way of being apart.
            Shifted<Real> x(i, whole.x);
            Shifted<Real> y((3 * i + 1) % offsets, nothing);
            Shifted<Real> dy((5 * i + 2) % offsets, whole.dy);
            Shifted<Real> dx((7 * i + 3) % offsets, nothing);
            kernels.forward(1, length, x.data(), y.data());
            require_same<Real>(kernels.forward_text(1, length), "y", whole.y, y.values(), "at another alignment");
            kernels.backward(1, length, x.data(), y.data(), dy.data(), dx.data());
            require_same<Real>(kernels.backward_text(1, length), "dx", whole.dx, dx.values(), "at another alignment");
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
