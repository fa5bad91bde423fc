#include "command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace glia::test {
namespace fs = std::filesystem;
namespace {

constexpr int could_not_run = 127;

struct Pipe {
    int read_end = -1;
    int write_end = -1;

    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
        read_end = ends[0];
        write_end = ends[1];
    }
    ~Pipe() {
        close_end(read_end);
        close_end(write_end);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    static void close_end(int& end) {
        if (end >= 0) ::close(end);
        end = -1;
    }
};

[[noreturn]] void become_command(const Arguments& arguments) {
    Arguments words = {GLIA_COMMAND};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execv(GLIA_COMMAND, argv.data());
    ::_exit(could_not_run);
}

pid_t start(const Arguments& arguments, int output, int errors) {
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) return child;
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    become_command(arguments);
}

int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

using OnText = std::function<void(const std::string& so_far)>;

// Appends what can be read now; false at the end.
bool read_some(int descriptor, std::string& text) {
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(descriptor, bytes.data(), bytes.size());
    if (count <= 0) return false;  // a terminal whose program has gone answers with EIO
    text.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

// Reads both streams to their ends, whichever has something.
void read_all(int output, int errors, Result& result, const OnText& on_output) {
    std::array<pollfd, 2> streams = {{{output, POLLIN, 0}, {errors, POLLIN, 0}}};
    while (streams[0].fd >= 0 || streams[1].fd >= 0) {
        ::poll(streams.data(), streams.size(), -1);
        if (streams[0].revents != 0) {
            if (!read_some(output, result.output)) streams[0].fd = -1;
            on_output(result.output);
        }
        if (streams[1].revents != 0 && !read_some(errors, result.errors)) streams[1].fd = -1;
        streams[0].revents = streams[1].revents = 0;
    }
}

Result run_with(const Arguments& arguments, int output, const Pipe* read_output,
                const std::function<void(pid_t, const std::string&)>& on_output) {
    Pipe errors;
    const pid_t child = start(arguments, output, errors.write_end);
    ::close(output);
    Pipe::close_end(errors.write_end);
    Result result;
    read_all(read_output != nullptr ? read_output->read_end : -1, errors.read_end, result,
             [&](const std::string& text) { on_output(child, text); });
    result.exit_code = wait_for(child);
    return result;
}

}  // namespace

Result run(const Arguments& arguments) {
    Pipe output;
    return run_with(arguments, std::exchange(output.write_end, -1), &output, [](pid_t, const std::string&) {});
}

Result run_into_closed_pipe(const Arguments& arguments) {
    Pipe output;
    Pipe::close_end(output.read_end);
    return run_with(arguments, std::exchange(output.write_end, -1), nullptr, [](pid_t, const std::string&) {});
}

Result run_into_file(const Arguments& arguments, const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    return run_with(arguments, file, nullptr, [](pid_t, const std::string&) {});
}

Result run_and_signal(const Arguments& arguments, const std::string& awaited, int signal) {
    Pipe output;
    bool sent = false;
    return run_with(arguments, std::exchange(output.write_end, -1), &output, [&](pid_t child, const std::string& text) {
        if (!sent && text.find(awaited) != std::string::npos) {
            ::kill(child, signal);
            sent = true;
        }
    });
}

Result run_on_terminal(const Arguments& arguments, unsigned short columns) {
    const winsize size = {24, columns, 0, 0};
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (child < 0) throw std::runtime_error("forkpty failed");
    if (child == 0) become_command(arguments);
    Result result;
    while (read_some(terminal, result.output)) {
    }
    ::close(terminal);
    result.exit_code = wait_for(child);
    return result;
}

TemporaryDirectory::TemporaryDirectory() {
    std::string name = (fs::temp_directory_path() / "glia-cli-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::vector<std::string> TemporaryDirectory::files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string write_file(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
    return path;
}

std::string data(const std::string& name) {
    return std::string(GLIA_TEST_DATA) + "/" + name;
}

bool activations_are_inside() {
    return std::getenv("GLIA_TEST_INSIDE") != nullptr;
}

std::string standard_place() {
    return fs::canonical(activations_are_inside() ? std::getenv("GLIA_TEST_INSIDE") : GLIA_TEST_PLUGINS).string();
}

std::string standard_file(const std::string& activation) {
    return standard_place() + (activations_are_inside() ? "" : "/" + activation + ".so");
}

std::string plugin_file(const std::string& activation) {
    return fs::canonical(GLIA_TEST_PLUGINS).string() + "/" + activation + ".so";
}

}  // namespace glia::test
