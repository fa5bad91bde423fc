// Runs the glia command in a process of its own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace glia::test {

using Arguments = std::vector<std::string>;

struct Result {
    int exit_code = -1;  // 128 + the signal's number, as a shell has it, where a signal ended it
    std::string output;
    std::string errors;
};

// Runs it with pipes at its output and error.
Result run(const Arguments& arguments);

// Runs it with its standard output in a pipe whose other end is closed already.
Result run_into_closed_pipe(const Arguments& arguments);

// Runs it with its standard output in the file.
Result run_into_file(const Arguments& arguments, const std::string& path);

// Runs it on a terminal of that width. `output` is what the terminal receives, errors included.
Result run_on_terminal(const Arguments& arguments, unsigned short columns);

// Starts it, sends the signal once `awaited` appears in its output, and waits for its end.
Result run_and_signal(const Arguments& arguments, const std::string& awaited, int signal);

// A directory that is removed, with all in it, when it goes out of scope.
class TemporaryDirectory {
 public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    // Names of the files in it, in alphabetical order.
    std::vector<std::string> files() const;

 private:
    std::filesystem::path path_;
};

std::string read_file(const std::string& path);
// Returns the path.
std::string write_file(const std::string& path, const std::string& content);

// A file of tests/data.
std::string data(const std::string& name);

// Whether the standard activations are inside libglia, whose file GLIA_TEST_INSIDE names then.
bool activations_are_inside();
// Where they are, as the command tells it: the directory of their files, or libglia itself.
std::string standard_place();
// Which file one of them comes from.
std::string standard_file(const std::string& activation);
// The plugin file of one, which is there in either case.
std::string plugin_file(const std::string& activation);

}  // namespace glia::test
