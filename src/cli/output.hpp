// Where text goes: standard output, or a file that appears whole or not at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glia::cli {

// Writes to standard output at once. Throws Failure where it is closed or full.
void print(std::string_view text);

// A file that is written beside `path` and takes its place with commit; without it, nothing is left behind and an older
// file stays. A device or a pipe is written directly.
class OutputFile {
 public:
    // Throws Failure where `path` cannot be written.
    explicit OutputFile(std::string path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view text);
    void commit();

 private:
    bool direct() const noexcept { return temporary_.empty(); }
    void open_direct();
    void open_temporary();

    std::string path_;       // as the user wrote it, for texts
    std::string target_;     // what it leads to through symbolic links
    std::string temporary_;  // empty: written directly
    int descriptor_ = -1;
};

// Throws Failure where a regular file cannot be made or replaced at `path`: better before the work than after it.
void require_writable(const std::string& path);

struct NamedFile {
    std::string what;  // for texts: "the model"
    std::string path;  // "": there is none
};

// Throws Failure where two of the files to be written are one, whether it is there yet or not.
void require_distinct(const std::vector<NamedFile>& outputs);

// Throws Failure where the output is the same file as one of the inputs, which would be overwritten.
void require_other_file(const NamedFile& output, const std::vector<NamedFile>& inputs);

}  // namespace glia::cli
