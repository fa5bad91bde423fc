#include "plugin_check/floating_point.hpp"

#include <array>
#include <cfenv>
#include <charconv>

#include "plugin_check/kernels.hpp"
#include "plugin_check/outcome.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace glia::cli::plugin_check {
namespace {

std::string hexadecimal(std::uint32_t value) {
    std::array<char, 16> digits{};
    return "0x" + std::string(digits.data(), std::to_chars(digits.data(), digits.data() + 16, value, 16).ptr);
}

}  // namespace

FloatingPointMode FloatingPointMode::now() {
    FloatingPointMode mode;
    mode.rounding_ = std::fegetround();
#if defined(__x86_64__)
    constexpr std::uint32_t status = 0x3f;
    constexpr std::uint32_t flush_to_zero = 0x8000;
    constexpr std::uint32_t denormals_are_zero = 0x40;
    mode.control_ = _mm_getcsr() & ~status;
    mode.flushes_ = (mode.control_ & (flush_to_zero | denormals_are_zero)) != 0;
    std::uint16_t x87 = 0;
    __asm__ volatile("fnstcw %0" : "=m"(x87));
    mode.x87_control_ = x87;
#elif defined(__aarch64__)
    constexpr std::uint64_t flush_to_zero = std::uint64_t{1} << 24;
    std::uint64_t control = 0;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    mode.control_ = static_cast<std::uint32_t>(control);
    mode.flushes_ = (control & flush_to_zero) != 0;
#endif
    return mode;
}

void FloatingPointMode::require_kept(const std::string& who) const {
    const FloatingPointMode after = now();
    if (after == *this) return;
    std::string what;
    if (after.rounding_ != rounding_) what += " the direction of rounding";
    if (after.flushes_ != flushes_) what += std::string(what.empty() ? "" : " and") + " flush-to-zero";
    if (what.empty()) what = " the floating-point control word";
    throw Broken(who + " changes" + what + ": the control word was " + hexadecimal(control_) + " and is " +
                 hexadecimal(after.control_) + "; was it linked with -ffast-math?");
}

std::string keep_the_floating_point_mode(const Subject& subject) {
    Random random(subject.seed);
    const FloatingPointMode before = FloatingPointMode::now();
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 3;
        for (const std::size_t columns : {1, 9, 100}) {
            const std::vector<Real> x = numbers<Real>(random, rows * columns);
            const std::vector<Real> dy = logits<Real>(random, rows * columns);
            std::vector<Real> y(x.size());
            std::vector<Real> dx(x.size());
            const std::vector<Real> trained = kernels.trained(columns);
            std::vector<Real> gradient(trained.size());
            kernels.forward(rows, columns, trained.data(), x.data(), y.data());
            before.require_kept(kernels.forward_text(rows, columns));
            kernels.backward(rows, columns, trained.data(), x.data(), y.data(), dy.data(), dx.data(), gradient.data());
            before.require_kept(kernels.backward_text(rows, columns));
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
