// A program that runs with more rights than whoever started it must not load what that person's environment names.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "plugin/scratch.hpp"
#include "plugin/search_path.hpp"

namespace glia {
namespace {

using test::Scratch;

bool searches(const std::string& directory) {
    const std::vector<std::string> all = SearchPath::standard().directories();
    return std::find(all.begin(), all.end(), directory) != all.end();
}

// Run by the test below in a process of its own.
TEST(SecureProgram, DISABLED_Child) {
    const char* const named = ::getenv("GLIA_PLUGIN_PATH");
    ASSERT_NE(named, nullptr);
    ASSERT_NE(::getauxval(AT_SECURE), 0u) << "the kernel does not take this program for a privileged one";
    EXPECT_FALSE(searches(named));
}

int exit_status_of_child(const std::string& program, const std::string& directory) {
    const ::pid_t child = ::fork();
    if (child == 0) {
        ::setenv("GLIA_PLUGIN_PATH", directory.c_str(), 1);
        ::execl(program.c_str(), program.c_str(), "--gtest_filter=SecureProgram.DISABLED_Child",
                "--gtest_also_run_disabled_tests", "--gtest_brief=1", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(SecureProgram, IgnoresThePluginPathOfWhoeverStartedIt) {
    if (GLIA_TEST_EMULATED) GTEST_SKIP() << "an emulated program cannot start itself";
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a program another group's rights";
    const Scratch scratch;
    const std::string directory = scratch.directory("plugins");
    {
        ::setenv("GLIA_PLUGIN_PATH", directory.c_str(), 1);
        EXPECT_TRUE(searches(directory)) << "an ordinary program";
        ::unsetenv("GLIA_PLUGIN_PATH");
    }
    const std::string program = scratch.path() / "program";
    std::filesystem::copy_file("/proc/self/exe", program);
    constexpr ::gid_t another_group = 65534;  // nogroup
    ASSERT_EQ(::chown(program.c_str(), 0, another_group), 0);
    ASSERT_EQ(::chmod(program.c_str(), 02755), 0);
    EXPECT_EQ(exit_status_of_child(program, directory), 0);
}

}  // namespace
}  // namespace glia
