#include "plugin/search_path.hpp"

#include <stdlib.h>

#include "plugin/embedded_plugins.hpp"
#include "plugin/scratch.hpp"

namespace glia {
namespace {

using Paths = std::vector<std::string>;
using test::Scratch;

// Sets GLIA_PLUGIN_PATH while it lives.
class PluginPathVariable {
 public:
    explicit PluginPathVariable(const std::string& value) { ::setenv("GLIA_PLUGIN_PATH", value.c_str(), 1); }
    ~PluginPathVariable() { ::unsetenv("GLIA_PLUGIN_PATH"); }
    PluginPathVariable(const PluginPathVariable&) = delete;
    PluginPathVariable& operator=(const PluginPathVariable&) = delete;
};

class WorkingDirectory {
 public:
    explicit WorkingDirectory(const std::string& path) : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(path);
    }
    ~WorkingDirectory() { std::filesystem::current_path(before_); }
    WorkingDirectory(const WorkingDirectory&) = delete;
    WorkingDirectory& operator=(const WorkingDirectory&) = delete;

 private:
    std::filesystem::path before_;
};

TEST(PluginPathVariable, KeepsAbsoluteEntriesInOrder) {
    EXPECT_EQ(absolute_directories("/b:/a/x:/c"), (Paths{"/b", "/a/x", "/c"}));
    EXPECT_EQ(absolute_directories("/only"), Paths{"/only"});
    EXPECT_EQ(absolute_directories(""), Paths{});
}

TEST(PluginPathVariable, IgnoresRelativeEntriesWithAWarning) {
    const test::LogCapture log;
    EXPECT_EQ(absolute_directories("here:/a:./there:../up:~/home"), Paths{"/a"});
    for (const char* each : {"'here'", "'./there'", "'../up'", "'~/home'"}) {
        EXPECT_NE(log.text().find(each), std::string::npos) << log.text();
    }
}

// In PATH an empty entry means the working directory; here it means nothing.
TEST(PluginPathVariable, IgnoresEmptyEntriesInSilence) {
    const test::LogCapture log;
    EXPECT_EQ(absolute_directories(":/a::/b:"), (Paths{"/a", "/b"}));
    EXPECT_EQ(log.text(), "");
}

TEST(SearchPath, HoldsEveryDirectoryOnce) {
    const Scratch scratch;
    const std::string real = scratch.directory("real");
    std::filesystem::create_directory_symlink(real, scratch.path() / "link");
    const SearchPath path({real, real + "/", real + "/../real", scratch.path() / "link", "/none/", "/none"});
    EXPECT_EQ(path.directories(), (Paths{real, "/none"}));
}

TEST(SearchPath, PutsAddedDirectoriesFirstTheLatestBeforeTheOthers) {
    SearchPath path({"/none/standard"});
    path.add("/none/first");
    path.add("/none/second");
    EXPECT_EQ(path.directories(), (Paths{"/none/second", "/none/first", "/none/standard"}));
    path.add("/none/standard");
    EXPECT_EQ(path.directories(), (Paths{"/none/standard", "/none/second", "/none/first"}));
}

TEST(SearchPath, FindsTheFirstFileOfThatName) {
    const Scratch scratch;
    const std::string first = scratch.directory("first");
    const std::string second = scratch.directory("second");
    scratch.write("second/relu.so", "");
    const SearchPath path({first, second});
    EXPECT_EQ(path.find("relu"), second + "/relu.so");
    scratch.write("first/relu.so", "");
    EXPECT_EQ(path.find("relu"), first + "/relu.so");
    EXPECT_EQ(path.find("tanh"), std::nullopt);
}

TEST(SearchPath, LooksForNothingButNamesOfActivations) {
    const Scratch scratch;
    const SearchPath path({scratch.directory("plugins")});
    scratch.write("outside.so", "");
    scratch.write("plugins/Upper.so", "");
    EXPECT_EQ(path.find("../outside"), std::nullopt);
    EXPECT_EQ(path.find(scratch.path().string() + "/outside"), std::nullopt);
    EXPECT_EQ(path.find("Upper"), std::nullopt);
    EXPECT_EQ(path.find(""), std::nullopt);
}

TEST(SearchPath, ListsWhatItWouldFindInAlphabeticalOrder) {
    const Scratch scratch;
    const std::string first = scratch.directory("first");
    const std::string second = scratch.directory("second");
    for (const char* each : {"first/tanh.so", "first/relu.so", "first/notes.txt", "first/relu.so.1", "second/relu.so",
                             "second/elu.so", "second/Not-A-Name.so"}) {
        scratch.write(each, "");
    }
    Paths found;
    for (const PluginCandidate& each : SearchPath({first, "/none", second}).candidates()) {
        found.push_back(each.name + "=" + each.path);
    }
    EXPECT_EQ(found, (Paths{"Not-A-Name=" + second + "/Not-A-Name.so", "elu=" + second + "/elu.so",
                            "relu=" + first + "/relu.so", "tanh=" + first + "/tanh.so"}));
}

TEST(SearchPath, NeverLooksIntoTheWorkingDirectory) {
    const Scratch scratch;
    scratch.write("relu.so", "");
    scratch.directory("glia/1");
    scratch.write("glia/1/relu.so", "");
    const WorkingDirectory there(scratch.path());
    const PluginPathVariable variable(":.:glia/1:");
    const test::LogCapture log;
    const SearchPath path = SearchPath::standard();
    for (const std::string& each : path.directories()) EXPECT_NE(each.find(scratch.path()), 0u) << each;
    EXPECT_NE(path.find("relu"), scratch.path() / "relu.so");
    EXPECT_NE(path.find("relu"), scratch.path() / "glia/1/relu.so");
}

// The library's code is part of this test program, so "beside the library" is beside the program, and what is inside
// the library is inside the program.
TEST(StandardSearchPath, IsTheVariableThenTheLibraryThenBesideItThenTheConfiguredDirectory) {
    const std::filesystem::path program = std::filesystem::canonical("/proc/self/exe");
    const std::string beside = program.parent_path() / "glia/1";
    const Scratch scratch;
    const PluginPathVariable variable(scratch.directory("b") + ":relative:" + scratch.directory("a"));
    const test::LogCapture log;
    SearchPath path = SearchPath::standard();
    Paths directories = path.directories();
    Paths expected = {scratch.path() / "b", scratch.path() / "a", beside};
    if (!embedded_plugins().empty()) expected.insert(expected.end() - 1, program);
    ASSERT_EQ(directories.size(), expected.size() + 1);
    const std::string configured = directories.back();
    directories.pop_back();
    EXPECT_EQ(directories, expected);
    EXPECT_EQ(configured.front(), '/');
    EXPECT_TRUE(configured.ends_with("/glia/1")) << configured;
    EXPECT_NE(configured, beside);

    path.add(scratch.directory("added"));
    EXPECT_EQ(path.directories().at(0), scratch.path() / "added");
    EXPECT_EQ(path.directories().at(1), scratch.path() / "b");
}

TEST(StandardSearchPath, DoesWithoutTheVariable) {
    ::unsetenv("GLIA_PLUGIN_PATH");
    EXPECT_EQ(SearchPath::standard().directories().size(), embedded_plugins().empty() ? 2u : 3u);
}

}  // namespace
}  // namespace glia
