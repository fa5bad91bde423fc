// The kernels for an instruction set compute what those for the baseline do. A plugin chooses once in a process, so the
// baseline's run in another one.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <new>

#include "plugin_check/reference.hpp"
#include "plugin_check/tests.hpp"
#include "plugin_check/ulp.hpp"

namespace glia::cli::plugin_check {
namespace {

// Numbers that one process writes and another reads, in order.
class Tape {
 public:
    Tape() : numbers_(static_cast<double*>(map())) {}
    ~Tape() { ::munmap(numbers_, bytes); }
    Tape(const Tape&) = delete;
    Tape& operator=(const Tape&) = delete;

    void write(const std::vector<double>& values) {
        if (at_ + values.size() > bytes / sizeof(double)) throw std::bad_alloc();
        std::ranges::copy(values, numbers_ + at_);
        at_ += values.size();
    }
    std::vector<double> read(std::size_t size) {
        at_ += size;
        return {numbers_ + (at_ - size), numbers_ + at_};
    }

 private:
    // More than the most parameters of an activation need; what is not written takes no memory.
    static constexpr std::size_t bytes = std::size_t{64} << 20;

    static void* map() {
        void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) throw std::bad_alloc();
        return memory;
    }

    double* numbers_;
    std::size_t at_ = 0;
};

// Calls visit(kernels, shape, x, dy) in the same order, with the same numbers, in each process.
template <class Visit>
void for_all_comparisons(const Subject& subject, const Visit& visit) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        for (const Shape shape : compared_shapes) {
            const std::vector<Real> x = logits<Real>(random, shape.rows * shape.columns);
            const std::vector<Real> dy = logits<Real>(random, x.size());
            visit(kernels, shape, x, dy);
        }
    });
}

void write_baseline(Subject subject, Tape& tape) {
    subject.isa = GLIA_ISA_BASELINE;
    const Random random(subject.seed);
    for_all_comparisons(subject, [&]<class Real>(const Kernels<Real>& kernels, Shape shape, const std::vector<Real>& x,
                                                 const std::vector<Real>& dy) {
        Reference made = make_reference(kernels, shape, x, dy, closeness_of<Real>.little, random);
        for (const std::vector<double>* const each : made.arrays()) tape.write(*each);
    });
}

// In a process of its own. False where it did not come to an end.
bool run_baseline(const Subject& subject, Tape& tape) {
    const pid_t process = ::fork();
    if (process == 0) {
        write_baseline(subject, tape);
        ::_exit(0);
    }
    int status = 0;
    return process > 0 && ::waitpid(process, &status, 0) == process && status == 0;
}

// Both are within the stated error of the truth.
void require_twice_the_bound(const Kernels<float>& kernels, Shape shape, const std::vector<float>& x,
                             const Reference& reference) {
    const double bound = 2 * kernels.table().max_error_ulp;
    if (bound == 0) return;
    std::vector<float> y(x.size());
    kernels.forward(shape.rows, shape.columns, kernels.trained(shape.columns).data(), x.data(), y.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double apart = error_in_ulp(y[i], reference.y[i]);
        if (apart <= bound) continue;
        throw Broken(kernels.forward_text(shape.rows, shape.columns) + ": " + element("y", i) + " is " +
                     shortest(y[i]) + " where x is " + shortest(x[i]) + ", and " +
                     shortest(static_cast<float>(reference.y[i])) + " with the baseline: " + fixed(apart, 2) +
                     " ulp apart, more than twice the stated " + shortest(kernels.table().max_error_ulp));
    }
}

}  // namespace

std::string agree_with_the_baseline(const Subject& subject) {
    if (subject.isa == GLIA_ISA_BASELINE) throw Skipped("the others are compared with this one");
    Tape tape;
    if (!run_baseline(subject, tape)) throw Skipped("the kernels for the baseline did not come to an end");
    for_all_comparisons(subject, [&]<class Real>(const Kernels<Real>& kernels, Shape shape, const std::vector<Real>& x,
                                                 const std::vector<Real>& dy) {
        Reference baseline;
        const std::size_t trained = kernels.trained(shape.columns).size();
        for (std::vector<double>* const each : baseline.arrays()) {
            const bool of_trained = each == &baseline.gradient || each == &baseline.gradient_moves;
            *each = tape.read(of_trained ? trained : x.size());
        }
        require_agreement(kernels, shape, x, dy, baseline, closeness_of<Real>, "with the baseline");
        if constexpr (std::is_same_v<Real, float>) require_twice_the_bound(kernels, shape, x, baseline);
    });
    return "";
}

}  // namespace glia::cli::plugin_check
