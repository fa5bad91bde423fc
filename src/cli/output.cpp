#include "output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "failure.hpp"

namespace glia::cli {
namespace fs = std::filesystem;
namespace {

constexpr mode_t readable_and_writable = 0666;  // less the process's umask

[[noreturn]] void cannot_write(const std::string& name, int code) {
    throw Failure("cannot write " + name + ": " + system_message(code));
}

std::string in_quotes(const std::string& path) {
    return "'" + path + "'";
}

void write_all(int descriptor, std::string_view text, const std::string& name) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            cannot_write(name, errno);
        }
    }
}

}  // namespace

void print(std::string_view text) {
    write_all(STDOUT_FILENO, text, "to standard output");
}

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
    std::error_code error;
    const fs::path resolved = fs::canonical(path_, error);
    target_ = error ? path_ : resolved.string();
    const fs::file_status status = fs::status(target_, error);
    if (fs::is_directory(status)) cannot_write(in_quotes(path_), EISDIR);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        open_direct();
    } else {
        open_temporary();
    }
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!direct()) ::unlink(temporary_.c_str());
}

void OutputFile::open_direct() {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) cannot_write(in_quotes(path_), errno);
}

void OutputFile::open_temporary() {
    const std::string name = target_ + ".tmp-" + std::to_string(::getpid());
    descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readable_and_writable);
    if (descriptor_ < 0) cannot_write(in_quotes(path_), errno);
    temporary_ = name;
    // What replaces a file is readable to the same people.
    struct stat older {};
    if (::stat(target_.c_str(), &older) == 0) ::fchmod(descriptor_, older.st_mode & 07777u);
}

void OutputFile::write(std::string_view text) {
    write_all(descriptor_, text, in_quotes(path_));
}

void OutputFile::commit() {
    if (direct()) return;
    const bool kept = ::fsync(descriptor_) == 0 && std::rename(temporary_.c_str(), target_.c_str()) == 0;
    if (!kept) cannot_write(in_quotes(path_), errno);
    temporary_.clear();
}

void require_writable(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status)) {
        throw Failure("cannot write '" + path + "': it is not a regular file");
    }
    const OutputFile probe(path);
}

void require_distinct(const std::vector<NamedFile>& outputs) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            std::error_code error;
            if (outputs[i].path.empty() || outputs[j].path.empty()) continue;
            if (fs::weakly_canonical(outputs[i].path, error) != fs::weakly_canonical(outputs[j].path, error)) continue;
            throw Failure(outputs[j].what + " '" + outputs[j].path + "' and " + outputs[i].what + " '" +
                          outputs[i].path + "' are one file, which cannot hold both");
        }
    }
}

void require_other_file(const NamedFile& output, const std::vector<NamedFile>& inputs) {
    for (const NamedFile& input : inputs) {
        std::error_code error;
        if (input.path.empty() || !fs::is_regular_file(output.path, error)) continue;
        if (!fs::equivalent(output.path, input.path, error)) continue;
        throw Failure("cannot write " + output.what + " to '" + output.path + "': " + input.what + " '" + input.path +
                      "' would be lost");
    }
}

}  // namespace glia::cli
