// How the sources are compiled, read from the build's compile_commands.json: nowhere with an option that gives up what
// the library promises of NaN, infinities, signed zeros and the order of sums, or that ties it to this machine.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::set<std::string> forbidden = {
    "-ffast-math",           "-Ofast",
    "-ffinite-math-only",    "-fno-honor-nans",
    "-fno-honor-infinities", "-fassociative-math",
    "-freciprocal-math",     "-funsafe-math-optimizations",
    "-fno-signed-zeros",     "-fcx-limited-range",
    "-march=native",         "-mcpu=native",
};

// Those options that stand in a command as words of their own.
std::set<std::string> forbidden_in(const std::string& command) {
    std::set<std::string> found;
    std::istringstream words(command);
    for (std::string word; words >> word;) {
        if (forbidden.contains(word)) found.insert(word);
    }
    return found;
}

// The values of "command" and of "file", in order; escapes stay as they are written.
std::vector<std::string> values_of(const std::string& json, const std::string& key) {
    const std::regex line("^\\s*\"" + key + "\": \"(.*)\",?\\s*$");
    std::vector<std::string> values;
    std::istringstream lines(json);
    for (std::string each; std::getline(lines, each);) {
        std::smatch match;
        if (std::regex_match(each, match, line)) values.push_back(match[1]);
    }
    return values;
}

TEST(CompileCommands, KeepTheOrderOfSumsAndNan) {
    const std::string json = text_of(GLIA_TEST_COMPILE_COMMANDS);
    const std::vector<std::string> commands = values_of(json, "command");
    const std::vector<std::string> files = values_of(json, "file");
    ASSERT_EQ(commands.size(), files.size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        for (const std::string& option : forbidden_in(commands[i])) ADD_FAILURE() << option << ": " << files[i];
    }
}

// What the test above reads is all of it: the library, its kernels, the plugins.
TEST(CompileCommands, AreThoseOfTheLibraryAndThePlugins) {
    const std::vector<std::string> files = values_of(text_of(GLIA_TEST_COMPILE_COMMANDS), "file");
    const std::set<std::string> compiled(files.begin(), files.end());
    for (const char* const folder : {"src/base", "src/linalg", "src/core", "plugins"}) {
        std::size_t found = 0;
        for (const std::string& file : compiled) found += file.starts_with(GLIA_TEST_ROOT "/" + std::string(folder));
        EXPECT_GE(found, 5U) << folder;
    }
}

TEST(CompileCommands, AreSeenToHaveAnOption) {
    EXPECT_EQ(forbidden_in("c++ -O3 -ffast-math -march=native -c a.cpp"),
              (std::set<std::string>{"-ffast-math", "-march=native"}));
    EXPECT_EQ(forbidden_in("c++ -Ofast"), std::set<std::string>{"-Ofast"});
    EXPECT_TRUE(forbidden_in("c++ -O3 -fno-fast-math -fno-math-errno -march=haswell -c -ffast-math.cpp").empty());
}

// The same options within a source, for a file or a function alone.
TEST(CompileCommands, AreNotChangedBySources) {
    const std::regex change(R"(GCC\s+optimize|__optimize__|optimize\s*\(\s*"|float_control|clang\s+fp\b)");
    EXPECT_TRUE(std::regex_search("#pragma GCC optimize(\"fast-math\")", change));
    std::size_t sources = 0;
    for (const char* const folder : {"src", "plugins", "include"}) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(GLIA_TEST_ROOT) / folder)) {
            const std::string extension = entry.path().extension();
            if (extension != ".h" && extension != ".hpp" && extension != ".c" && extension != ".cpp") continue;
            ++sources;
            EXPECT_FALSE(std::regex_search(text_of(entry.path()), change)) << entry.path();
        }
    }
    EXPECT_GT(sources, 100U);
}

}  // namespace
