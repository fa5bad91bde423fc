// A program that runs with more rights than whoever started it must not load what that person's environment names.
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
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

// Run by the tests below in a process of its own.
TEST(PrivilegedProgram, DISABLED_Child) {
    const char* const named = ::getenv("GLIA_PLUGIN_PATH");
    ASSERT_NE(named, nullptr);
    ASSERT_NE(::getauxval(AT_SECURE), 0u) << "the kernel does not take this program for a privileged one";
    EXPECT_FALSE(searches(named));
}

int exit_status_of_child(const std::string& program, const std::string& directory, ::uid_t user) {
    const ::pid_t child = ::fork();
    if (child == 0) {
        ::setenv("GLIA_PLUGIN_PATH", directory.c_str(), 1);
        if (::setuid(user) != 0) ::_exit(126);
        ::execl(program.c_str(), program.c_str(), "--gtest_filter=PrivilegedProgram.DISABLED_Child",
                "--gtest_also_run_disabled_tests", "--gtest_brief=1", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr ::uid_t root = 0;
constexpr ::uid_t another = 65534;  // nobody and nogroup

// A copy of this test program that is to get more rights; and a directory for the environment to name.
class SecureProgram : public testing::Test {
 protected:
    void SetUp() override {
        if (GLIA_TEST_EMULATED) GTEST_SKIP() << "an emulated program cannot start itself";
        if (::geteuid() != root) GTEST_SKIP() << "only root can give a program another's rights";
        std::filesystem::permissions(scratch_.path(), std::filesystem::perms(0755));  // all may start it
        std::filesystem::copy_file("/proc/self/exe", program_);
    }

    const Scratch scratch_;
    const std::string directory_ = scratch_.directory("plugins");
    const std::string program_ = scratch_.path() / "program";
};

TEST_F(SecureProgram, IgnoresThePluginPathIfItHasAnotherGroup) {
    {
        ::setenv("GLIA_PLUGIN_PATH", directory_.c_str(), 1);
        EXPECT_TRUE(searches(directory_)) << "an ordinary program";
        ::unsetenv("GLIA_PLUGIN_PATH");
    }
    ASSERT_EQ(::chown(program_.c_str(), root, another), 0);
    ASSERT_EQ(::chmod(program_.c_str(), 02755), 0);
    EXPECT_EQ(exit_status_of_child(program_, directory_, root), 0);
}

TEST_F(SecureProgram, IgnoresThePluginPathIfItIsAnotherUser) {
    ASSERT_EQ(::chmod(program_.c_str(), 04755), 0);
    EXPECT_EQ(exit_status_of_child(program_, directory_, another), 0);
}

TEST_F(SecureProgram, IgnoresThePluginPathIfItHasCapabilities) {
    vfs_cap_data capabilities = {};
    capabilities.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE;
    capabilities.data[0].permitted = 1u << CAP_NET_BIND_SERVICE;
    if (::setxattr(program_.c_str(), "security.capability", &capabilities, XATTR_CAPS_SZ_2, 0) != 0) {
        GTEST_SKIP() << "a file cannot be given capabilities here";
    }
    EXPECT_EQ(exit_status_of_child(program_, directory_, another), 0);
}

}  // namespace
}  // namespace glia
