// Numbers below the smallest normal one, for which processors of x86-64 take some fifty times as long as for others.
#pragma once

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace glia {

enum class Subnormal {
    kept,
    zero
};

// While this lives, what this thread computes is 0 where it would be subnormal. Training makes such numbers in masses:
// as its error becomes small, squares of gradients do; and what decays by a factor would stay among them for ever,
// because the least of them times 0.9 rounds to itself. Operands may still be subnormal, so that functions of the C
// library find them as they are. Other processors are left as they are.
class SubnormalResultsAreZero {
 public:
    // Does nothing where it is not wanted.
    explicit SubnormalResultsAreZero(bool wanted = true) noexcept : before_(wanted ? mode() : flush_to_zero) {
        if ((before_ & flush_to_zero) == 0) set_mode(before_ | flush_to_zero);
    }
    ~SubnormalResultsAreZero() {
        if ((before_ & flush_to_zero) == 0) set_mode(before_);
    }
    SubnormalResultsAreZero(const SubnormalResultsAreZero&) = delete;
    SubnormalResultsAreZero& operator=(const SubnormalResultsAreZero&) = delete;

 private:
    static constexpr unsigned flush_to_zero = 0x8000;  // in MXCSR
#if defined(__x86_64__)
    static unsigned mode() noexcept {
        return _mm_getcsr();
    }
    static void set_mode(unsigned mode) noexcept {
        _mm_setcsr(mode);
    }
#else
    static unsigned mode() noexcept {
        return flush_to_zero;
    }
    static void set_mode(unsigned) noexcept {}
#endif

    unsigned before_;
};

}  // namespace glia
