#include "io/atomic_file.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

#include "io/model_file_fixture.hpp"
#include "memory/system_calls.hpp"

namespace glia {
namespace {

using namespace test;
namespace fs = std::filesystem;

constexpr mode_t permission_bits = 0777;

// The rights of a user who is not the superuser: to the superuser every directory is open.
class Unprivileged {
 public:
    Unprivileged() {
        if (was_root_) {
            EXPECT_EQ(::seteuid(nobody), 0);
        }
    }
    ~Unprivileged() {
        if (was_root_) {
            EXPECT_EQ(::seteuid(0), 0);
        }
    }

 private:
    static constexpr uid_t nobody = 65534;
    bool was_root_ = ::geteuid() == 0;
};

// Files of this process may not grow beyond `bytes`, as on a disk that is full.
class SizeLimit {
 public:
    explicit SizeLimit(rlim_t bytes) {
        old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit limit = {bytes, old_.rlim_max};
        EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    }
    ~SizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, old_handler_);
    }

 private:
    rlimit old_{};
    void (*old_handler_)(int) = SIG_DFL;
};

// Both ways to make a file, whatever the file system has.
class AtomicFileTest : public testing::TestWithParam<Unfinished> {
 protected:
    AtomicFileTest() { fs::create_directory(directory_); }
    ~AtomicFileTest() override { fs::remove_all(directory_); }

    std::string path(const std::string& name = "file") const { return directory_ + "/" + name; }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory_), {}));
    }
    bool has_nameless_files() const {
        return Descriptor(::open(path("").c_str(), O_TMPFILE | O_WRONLY, 0600)).is_open();
    }
    mode_t mode(const std::string& of) const {
        struct stat status {};
        EXPECT_EQ(::stat(of.c_str(), &status), 0);
        return status.st_mode & permission_bits;
    }

    static void put(const std::string& path, std::string_view text) {
        AtomicFile file(path, GetParam());
        file.write(bytes_of(text));
        file.commit();
    }
    static Outcome put_outcome(const std::string& path, std::string_view text = "new") {
        return outcome([&] { put(path, text); });
    }

 private:
    std::string directory_ = testing::TempDir() + "glia-atomic-file-" + std::to_string(::getpid());
};

TEST_P(AtomicFileTest, AppearsWholeAndOnlyAtCommit) {
    std::ofstream(path()) << "old";
    AtomicFile file(path(), GetParam());
    file.write(bytes_of("ne"));
    EXPECT_EQ(content(path()), "old");
    file.write(bytes_of("w"));
    file.write({});
    EXPECT_EQ(content(path()), "old");
    file.commit();
    EXPECT_EQ(content(path()), "new");
    EXPECT_EQ(files(), 1U);
}

TEST_P(AtomicFileTest, LeavesNothingWhenItIsGivenUp) {
    std::ofstream(path()) << "old";
    {
        AtomicFile file(path(), GetParam());
        file.write(bytes_of("new"));
        EXPECT_EQ(files(), GetParam() == Unfinished::named || !has_nameless_files() ? 2U : 1U);
    }
    EXPECT_EQ(content(path()), "old");
    EXPECT_EQ(files(), 1U);
}

TEST_P(AtomicFileTest, HasTheModeOfAnyNewFileOrOfTheOneItReplaces) {
    const mode_t old_mask = ::umask(027);
    put(path("new"), "x");
    EXPECT_EQ(mode(path("new")), 0640U);
    for (const mode_t wanted : {0600U, 0666U, 0755U}) {
        ASSERT_EQ(::chmod(path("new").c_str(), wanted), 0);
        put(path("new"), "y");
        EXPECT_EQ(mode(path("new")), wanted);
    }
    ::umask(old_mask);
}

TEST_P(AtomicFileTest, FollowsLinksAndLeavesThemInPlace) {
    fs::create_directory(path("deep"));
    std::ofstream(path("deep/target")) << "old";
    fs::create_symlink("target", path("deep/second"));
    fs::create_symlink("deep/second", path("first"));
    fs::create_symlink(path("deep/made"), path("dangling"));
    put(path("first"), "new");
    put(path("dangling"), "fresh");
    EXPECT_TRUE(fs::is_symlink(path("first")));
    EXPECT_TRUE(fs::is_symlink(path("deep/second")));
    EXPECT_FALSE(fs::is_symlink(path("deep/target")));
    EXPECT_EQ(content(path("deep/target")), "new");
    EXPECT_TRUE(fs::is_symlink(path("dangling")));
    EXPECT_EQ(content(path("deep/made")), "fresh");
}

TEST_P(AtomicFileTest, WorksInTheWorkingDirectory) {
    const fs::path old = fs::current_path();
    fs::current_path(path(""));
    put("plain", "x");
    fs::current_path(old);
    EXPECT_EQ(content(path("plain")), "x");
}

TEST_P(AtomicFileTest, RefusesPlacesWhereNoFileCanBe) {
    fs::create_symlink("loop", path("loop"));
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    const std::size_t before = files();
    struct {
        std::string path;
        std::string reason;
    } const table[] = {
        {"", "No such file or directory"},
        {path("none/file"), "No such file or directory"},
        {path("pipe/file"), "Not a directory"},
        {path("loop"), "Too many levels of symbolic links"},
        {path(""), "Is a directory"},
        {path("made/"), "Is a directory"},
        {path(), "Is a directory"},
        {path("pipe"), "it is not a regular file"},
        {"/dev/full", "it is not a regular file"},
        {"/dev/null", "it is not a regular file"},
    };
    fs::create_directory(path());
    for (const auto& row : table) {
        const auto [status, text] = put_outcome(row.path);
        EXPECT_EQ(status, GLIA_ERROR_IO) << row.path;
        EXPECT_EQ(text, "cannot write '" + row.path + "': " + row.reason);
    }
    EXPECT_EQ(files(), before + 1);
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_P(AtomicFileTest, RefusesADirectoryOrAFileThatMayNotBeWritten) {
    std::ofstream(path("protected")) << "old";
    fs::permissions(path("protected"), fs::perms(0444));
    fs::permissions(path(""), fs::perms(0777));
    {
        const Unprivileged user;
        EXPECT_EQ(put_outcome(path("protected")).text, "cannot write '" + path("protected") + "': Permission denied");
    }
    fs::permissions(path(""), fs::perms(0555));
    {
        const Unprivileged user;
        EXPECT_EQ(put_outcome(path("new")).text, "cannot write '" + path("new") + "': Permission denied");
        EXPECT_EQ(put_outcome(path("new")).status, GLIA_ERROR_IO);
    }
    fs::permissions(path(""), fs::perms(0755));
    EXPECT_EQ(content(path("protected")), "old");
    EXPECT_EQ(files(), 1U);
}

TEST_P(AtomicFileTest, KeepsTheOldFileWhenTheDiskIsFull) {
    std::ofstream(path()) << "old";
    {
        const SizeLimit limit(1000);
        const auto [status, text] = put_outcome(path(), std::string(5000, 'x'));
        EXPECT_EQ(status, GLIA_ERROR_IO);
        EXPECT_EQ(text, "cannot write '" + path() + "': File too large");
    }
    EXPECT_EQ(content(path()), "old");
    EXPECT_EQ(files(), 1U);
}

TEST_P(AtomicFileTest, IsGoneWithAProcessThatIsKilledBeforeItIsComplete) {
    if (GetParam() == Unfinished::named) GTEST_SKIP() << "a named file outlives the process";
    if (!has_nameless_files()) GTEST_SKIP() << "this file system has no files without names";
    std::ofstream(path()) << "old";
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        AtomicFile file(path());
        file.write(bytes_of("new"));
        ::raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(content(path()), "old");
    EXPECT_EQ(files(), 1U);
}

TEST_P(AtomicFileTest, KeepsTheOldModelWhenTheDiskIsFull) {
    const Model<float> old = make_model(2, {{2, "relu"}});
    save_model(old, path());
    {
        const SizeLimit limit(4096);
        EXPECT_EQ(outcome([&] { save_model(make_model(100, {{100, "relu"}}), path()); }).status, GLIA_ERROR_IO);
    }
    EXPECT_EQ(content(path()), encoded(old));
    EXPECT_EQ(files(), 1U);
}

// As sandboxes and some file systems do, which let files be made and renamed.
TEST_P(AtomicFileTest, ReplacesTheFileWhereLinksAreForbidden) {
    const std::string text(200'000, 'x');
    std::ofstream(path()) << "old";
    ASSERT_EQ(::chmod(path().c_str(), 0640), 0);
    for (const unsigned reason : {EPERM, ENOSYS, EACCES, EOPNOTSUPP}) {
        const int status = status_with_rules(
            {
                BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | reason),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
            },
            [&] {
                if (::linkat(AT_FDCWD, path().c_str(), AT_FDCWD, path("link").c_str(), 0) == 0) ::_exit(1);
                put(path(), text + std::to_string(reason));
            });
        if (cannot_forbid(status)) GTEST_SKIP() << "processes cannot be forbidden anything here";
        ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << reason;
        EXPECT_EQ(content(path()), text + std::to_string(reason));
        EXPECT_EQ(mode(path()), 0640U);
        EXPECT_EQ(files(), 1U);
    }
}

INSTANTIATE_TEST_SUITE_P(Ways, AtomicFileTest, testing::Values(Unfinished::nameless_if_possible, Unfinished::named),
                         [](const auto& tested) {
                             return std::string(tested.param == Unfinished::named ? "named" : "nameless");
                         });

}  // namespace
}  // namespace glia
