#include "core/data/window_loader.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "base/calling_thread.hpp"
#include "base/error.hpp"

namespace glia {
namespace {

constexpr std::size_t rows_between_looks = 256;  // at whether to stop

void make_room(const Dataset& dataset, Window& window) {
    if (!window.x.empty()) return;
    const std::size_t rows = std::min(dataset.window(), dataset.rows());
    window.targets = Buffer<float>(checked_product(rows, dataset.outputs()));
    window.classes = Buffer<std::int32_t>(dataset.has_classes() ? rows : 0);
    window.x = Buffer<float>(checked_product(rows, dataset.features()));
}

}  // namespace

// The consumer owns windows[in_use]; the reader owns the other until it is full. What both look at is under the mutex.
class WindowLoader::State {
 public:
    State(const Dataset& dataset, WindowPlan plan, std::size_t first, const CheckTargets& check, Windows& windows)
        : features_(dataset.features()),
          outputs_(dataset.outputs()),
          plan_(std::move(plan)),
          first_(first),
          next_(first),
          check_(check),
          source_(dataset.source()),
          cursor_(source_.open()),
          windows_(windows) {
        make_room(dataset, windows_[0]);
        const bool one_window = first + 1 >= plan_.windows();  // nothing is there to be computed meanwhile
        if (one_window || !source_.reads_ahead()) return;
        make_room(dataset, windows_[1]);
        try {
            thread_ = std::thread([this, caller = calling_thread()] {
                const WorkFor its_caller(caller);
                read_ahead();
            });
        } catch (const std::system_error& failure) {
            throw error(GLIA_ERROR_OUT_OF_MEMORY, "the thread that reads ahead cannot be started: {}",
                        failure.code().message());
        }
    }

    ~State() {
        stop_ = true;
        {
            const std::lock_guard lock(mutex_);
            changed_.notify_all();
        }
        if (thread_.joinable()) thread_.join();
    }

    const Window& next() {
        if (!thread_.joinable()) {
            fill(windows_[0]);
            return windows_[0];
        }
        std::unique_lock lock(mutex_);
        if (taken_ > 0) ++free_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return full_ > taken_ || failure_ != nullptr; });
        if (full_ == taken_) std::rethrow_exception(failure_);
        return windows_[taken_++ % 2];
    }

 private:
    // Fills one window after another, each as soon as it is free.
    void read_ahead() noexcept {
        try {
            for (std::size_t filled = 0; next_ < plan_.windows(); ++filled) {
                {
                    std::unique_lock lock(mutex_);
                    changed_.wait(lock, [&] { return free_ > 0 || stop_; });
                    if (stop_) return;
                    --free_;
                }
                fill(windows_[filled % 2]);
                if (stop_) return;
                const std::lock_guard lock(mutex_);
                ++full_;
                changed_.notify_all();
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
            changed_.notify_all();
        }
    }

    void fill(Window& window) {
        window.permutation = plan_.permutation(next_);
        window.rows = 0;
        for (const RowRun& run : plan_.runs(next_)) {
            if (run.first != at_) cursor_->seek(run.first);
            at_ = run.first + run.rows;
            for (std::size_t done = 0; done < run.rows && !stop_; done += rows_between_looks) {
                const std::size_t rows = std::min(rows_between_looks, run.rows - done);
                const RowPlace start{window.x.data(), window.targets.data(), window.classes.data()};
                const RowPlace place = start.after(window.rows, features_, outputs_);
                cursor_->read(rows, place);
                check_rows(run.first + done, rows, place.targets);
                window.rows += rows;
            }
        }
        if (++next_ < plan_.windows() || stop_) return;
        cursor_->finish();
        if (first_ == 0) source_.note_read();
    }

    void check_rows(std::size_t first, std::size_t rows, const float* targets) const {
        if (outputs_ == 0) return;
        for (std::size_t i = 0; i < rows; ++i) check_(first + i, {targets + i * outputs_, outputs_});
    }

    std::size_t features_;
    std::size_t outputs_;
    WindowPlan plan_;
    std::size_t first_;  // the window that was filled first
    std::size_t next_;   // the window to be filled
    const CheckTargets& check_;
    std::size_t at_ = 0;
    const RowSource& source_;
    std::unique_ptr<RowCursor> cursor_;
    Windows& windows_;
    std::atomic<bool> stop_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t free_ = 2;   // windows that may be filled
    std::size_t full_ = 0;   // windows that were filled, in all
    std::size_t taken_ = 0;  // windows that were handed out, in all
    std::exception_ptr failure_;
    std::thread thread_;
};

WindowLoader::WindowLoader(const Dataset& dataset, WindowPlan plan, std::size_t first, const CheckTargets& check,
                           Windows& windows)
    : state_(std::make_unique<State>(dataset, std::move(plan), first, check, windows)) {}

WindowLoader::~WindowLoader() = default;

const Window& WindowLoader::next() {
    return state_->next();
}

}  // namespace glia
