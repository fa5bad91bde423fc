#include "plugin_check/child.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

#include "failure.hpp"
#include "plugin_check/fault.hpp"

namespace glia::cli::plugin_check {
namespace {

// A busy machine may give a process a small part of its time; one that waits for what never comes gets this many times
// its limit.
constexpr unsigned patience = 6;

Channel* make_channel() {
    void* const memory = ::mmap(nullptr, sizeof(Channel), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    return new (memory) Channel;
}

std::string name_of(int signal) {
    const char* const name = ::sigabbrev_np(signal);
    return name == nullptr ? "signal " + std::to_string(signal) : std::string("SIG") + name;
}

}  // namespace

Child::Child(const Task& task, unsigned limit)
    : channel_(make_channel()),
      output_(::memfd_create("glia-plugin-check", MFD_CLOEXEC)),
      limit_(limit),
      deadline_(Clock::now() + std::chrono::seconds(patience * limit)) {
    std::fflush(nullptr);  // or the other process would write it too
    process_ = output_ < 0 ? -1 : ::fork();
    if (process_ < 0) throw Failure("cannot start a process: " + system_message(errno));
    if (process_ == 0) run(task);
}

Child::~Child() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    ::close(output_);
    ::munmap(channel_, sizeof(Channel));
}

// The end of the terminal's session, crashes and time limits are this process's own.
void Child::isolate() const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const rlimit no_core = {0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    const rlimit seconds = {limit_, limit_ + 1};
    ::setrlimit(RLIMIT_CPU, &seconds);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::dup2(output_, STDOUT_FILENO);
    ::dup2(output_, STDERR_FILENO);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
}

void Child::run(const Task& task) {
    isolate();
    set_channel(channel_);
    note_faults();
    try {
        channel_->tell(Verdict::ok, task());
    } catch (const Skipped& e) {
        channel_->tell(Verdict::skipped, e.what());
    } catch (const Broken& e) {
        channel_->tell(Verdict::failed, e.what());
    } catch (const Failure& e) {
        channel_->tell(Verdict::failed, e.what());
    } catch (const std::exception& e) {
        channel_->threw = true;
        channel_->tell(Verdict::failed, channel_->last() + " ends with an exception: " + e.what());
    } catch (...) {
        channel_->threw = true;
        channel_->tell(Verdict::failed, channel_->last() + " ends with an exception");
    }
    ::_exit(0);
}

bool Child::ended() {
    if (process_ < 0) return true;
    timed_out_ = Clock::now() >= deadline_;
    if (timed_out_) ::kill(process_, SIGKILL);
    if (::waitpid(process_, &status_, timed_out_ ? 0 : WNOHANG) != process_) return false;
    process_ = -1;
    return true;
}

// What a crashing program said last: "cube.c:12: forward: Assertion `x > 0' failed."
std::string Child::last_line() const {
    std::array<char, 400> end{};
    const off_t size = ::lseek(output_, 0, SEEK_END);
    const off_t from = size > static_cast<off_t>(end.size()) ? size - static_cast<off_t>(end.size()) : 0;
    const ssize_t count = ::pread(output_, end.data(), end.size(), from);
    std::string line(end.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    while (!line.empty() && line.back() == '\n') line.pop_back();
    line.erase(0, line.rfind('\n') + 1);
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    }
    return line;
}

std::string Child::crash() const {
    const std::string where = channel_->last();
    const int signal = WIFSIGNALED(status_) ? WTERMSIG(status_) : 0;
    if (signal == SIGXCPU) return where + " does not return within " + std::to_string(limit_) + " s of processor time";
    if (timed_out_) return where + " does not return within " + std::to_string(patience * limit_) + " s";
    std::string what = WIFEXITED(status_) ? "ends the process with exit code " + std::to_string(WEXITSTATUS(status_))
                                          : "ends the process with " + name_of(signal);
    if (channel_->fault.happened) what = text(channel_->fault) + " (" + name_of(signal) + ")";
    if (channel_->note != nullptr) what += std::string("; ") + channel_->note;
    const std::string said = last_line();
    return where + " " + what + (said.empty() ? "" : "; it says: " + said);
}

Outcome Child::outcome() const {
    if (channel_->trapped != nullptr) {
        return {Verdict::failed, channel_->last() + " calls " + channel_->trapped + "; " + channel_->note, true};
    }
    const bool returned = WIFEXITED(status_) && WEXITSTATUS(status_) == 0 && channel_->verdict != Verdict::none;
    if (!returned) return {Verdict::failed, crash(), false};
    return {channel_->verdict, channel_->message.data(), !channel_->threw};
}

}  // namespace glia::cli::plugin_check
