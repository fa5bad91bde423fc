// Kernels hold nothing that another call can change: while one call stands still in the middle, another one runs in
// another thread. Both must come to what they do alone.
//
// This needs no luck, unlike threads that run side by side: the arrays of the first call cannot be touched at first.
// When it gets to a new page of one, the fault lets the second call run from its beginning to its end, opens the page,
// and the first call goes on.
#include <semaphore.h>
#include <sys/mman.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "plugin_check/example.hpp"
#include "plugin_check/fault.hpp"
#include "plugin_check/guarded_array.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

// The semaphores with which the thread that stands still and the other one take turns.
sem_t other_may_run;
sem_t other_has_run;

// The arrays of the call that is to be interrupted, whole pages each.
struct Pages {
    std::uintptr_t first = 0;
    std::uintptr_t end = 0;
};
std::array<Pages, 4> closed;

// Long enough for the few microseconds of a kernel on any machine.
constexpr time_t patience_in_seconds = 30;

void let_other_run() {
    sem_post(&other_may_run);
    timespec end = {};
    ::clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += patience_in_seconds;
    while (sem_timedwait(&other_has_run, &end) != 0) {
        if (errno != ETIMEDOUT) continue;
        channel().note = "a call in another thread waits for this one; a kernel must not lock";
        std::abort();
    }
}

void on_fault(int signal, siginfo_t* info, void* context) {
    const auto at = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (const Pages& each : closed) {
        if (at < each.first || at >= each.end) continue;
        let_other_run();
        void* const page = reinterpret_cast<void*>(at / page_size() * page_size());
        ::mprotect(page, page_size(), PROT_READ | PROT_WRITE);
        return;
    }
    note_fault(signal, *info, context);
}

// An array of whole pages.
template <class Real>
class PagedArray {
 public:
    PagedArray(std::size_t slot, std::span<const Real> values) : slot_(slot), array_("an array", values) {}
    ~PagedArray() { closed[slot_] = {}; }
    PagedArray(const PagedArray&) = delete;
    PagedArray& operator=(const PagedArray&) = delete;

    void close() {
        const auto first = reinterpret_cast<std::uintptr_t>(array_.data());
        closed[slot_] = {first, first + array_.values().size_bytes()};
        ::mprotect(array_.data(), array_.values().size_bytes(), PROT_NONE);
    }
    Real* data() { return array_.data(); }
    std::span<const Real> values() const { return array_.values(); }

 private:
    std::size_t slot_;
    GuardedArray<Real> array_;
};

// Calls of another thread, one for each interruption. They are forward and backward in turn.
template <class Real>
class OtherThread {
 public:
    OtherThread(const Kernels<Real>& kernels, const Example<Real>& alone)
        : kernels_(kernels), alone_(alone), results_(alone.empty_results()), thread_([this] { run(); }) {}
    ~OtherThread() { stop(); }
    OtherThread(const OtherThread&) = delete;
    OtherThread& operator=(const OtherThread&) = delete;

    void stop() {
        if (!thread_.joinable()) return;
        stopped_ = true;
        sem_post(&other_may_run);
        thread_.join();
    }
    // After stop: what the last calls came to.
    const Results<Real>& results() const { return results_; }

 private:
    void run() {
        for (;;) {
            while (sem_wait(&other_may_run) != 0) {
            }
            if (stopped_) return;
            alone_.compute(kernels_, results_);
            sem_post(&other_has_run);
        }
    }

    const Kernels<Real>& kernels_;
    const Example<Real>& alone_;
    Results<Real> results_;
    bool stopped_ = false;  // read after the semaphore
    std::thread thread_;
};

template <class Real>
void interrupt(const Kernels<Real>& kernels, Shape shape, Random& random) {
    const std::size_t size = shape.rows * shape.columns;
    const Example<Real> alone(kernels, shape.rows, shape.columns, logits<Real>(random, size),
                              logits<Real>(random, size));
    const Example<Real> alone_too(kernels, shape.rows, shape.columns, logits<Real>(random, size),
                                  logits<Real>(random, size));
    const Results<Real> nothing = alone.empty_results();
    const std::string how = "where another call runs in between";
    OtherThread<Real> other(kernels, alone_too);
    {
        PagedArray<Real> x(0, alone.x);
        PagedArray<Real> y(1, nothing.y);
        x.close();
        y.close();
        kernels.forward(shape.rows, shape.columns, alone.trained.data(), x.data(), y.data());
        alone.require_y(kernels, y.values(), how);
    }
    {
        PagedArray<Real> x(0, alone.x);
        PagedArray<Real> y(1, alone.results.y);
        PagedArray<Real> dy(2, alone.dy);
        PagedArray<Real> dx(3, nothing.dx);
        std::vector<Real> gradient = nothing.gradient;
        for (PagedArray<Real>* each : {&x, &y, &dy, &dx}) each->close();
        kernels.backward(shape.rows, shape.columns, alone.trained.data(), x.data(), y.data(), dy.data(), dx.data(),
                         gradient.data());
        alone.require_dx(kernels, dx.values(), how);
        alone.require_gradient(kernels, gradient, how);
    }
    other.stop();
    alone_too.require(kernels, other.results(), "within another call");
}

}  // namespace

std::string be_interrupted(const Subject& subject) {
    sem_init(&other_may_run, 0, 0);
    sem_init(&other_has_run, 0, 0);
    struct sigaction action = {};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(SIGSEGV, &action, nullptr);
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        const std::size_t of_page = page_size() / sizeof(Real);
        for (const Shape shape : {Shape{1, 3 * of_page}, Shape{of_page / 4, 8}}) interrupt(kernels, shape, random);
    });
    return "";
}

}  // namespace glia::cli::plugin_check
