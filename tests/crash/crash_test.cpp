// Training that is killed at random moments (SIGKILL), and taken up by a new process each time, ends with the bits of
// training that nothing disturbed.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr int most_kills = 8;    // then it may finish
constexpr int least_kills = 4;   // or training was too short to show anything
constexpr int most_millis = 30;  // of training before a kill

struct Plan {
    const char* optimizer;
    const char* batch;
    const char* epochs;
    const char* every_epochs;   // between checkpoints
    const char* every_seconds;  // likewise

    friend void PrintTo(const Plan& plan, std::ostream* out) { *out << plan.optimizer; }
};

class Directory {
 public:
    Directory() {
        std::string name = (fs::temp_directory_path() / "glia_crash_XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
        path_ = name;
    }
    ~Directory() { fs::remove_all(path_); }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    fs::path operator/(const char* name) const { return path_ / name; }

 private:
    fs::path path_;
};

// A training process, with the reading end of its standard output.
class Trainee {
 public:
    Trainee(const Plan& plan, const fs::path& checkpoint, const fs::path& model) {
        std::vector<std::string> words = {GLIA_TRAINEE,        plan.optimizer,    plan.batch,         plan.epochs,
                                          checkpoint.string(), plan.every_epochs, plan.every_seconds, model.string()};
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        output_ = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        const int failure = posix_spawn(&process_, GLIA_TRAINEE, &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (failure != 0) throw std::runtime_error("cannot start " GLIA_TRAINEE);
    }
    ~Trainee() { close(output_); }
    Trainee(const Trainee&) = delete;
    Trainee& operator=(const Trainee&) = delete;

    // False where it ends before.
    bool wait_until_it_trains() const {
        char letter = 0;
        return read(output_, &letter, 1) == 1;
    }
    void kill() const { ::kill(process_, SIGKILL); }
    // The status that waitpid gives.
    int wait() const {
        int status = -1;
        waitpid(process_, &status, 0);
        return status;
    }

 private:
    pid_t process_ = -1;
    int output_ = -1;
};

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string undisturbed(const Plan& plan) {
    const Directory directory;
    const Trainee trainee(plan, directory / "checkpoint", directory / "model");
    EXPECT_EQ(trainee.wait(), 0);
    return content(directory / "model");
}

class Crash : public testing::TestWithParam<Plan> {};

TEST_P(Crash, ChangesNoBitOfTheResult) {
    const std::string expected = undisturbed(GetParam());
    ASSERT_FALSE(expected.empty());
    const Directory directory;
    std::minstd_rand random(7);  // the moments are at random anyway
    std::uniform_int_distribution<int> millis(0, most_millis);
    int kills = 0;
    for (bool done = false; !done;) {
        const Trainee trainee(GetParam(), directory / "checkpoint", directory / "model");
        if (kills < most_kills && trainee.wait_until_it_trains()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(millis(random)));
            trainee.kill();
        }
        const int status = trainee.wait();
        done = WIFEXITED(status);
        if (done) {
            ASSERT_EQ(WEXITSTATUS(status), 0) << "after " << kills << " kills";
        } else {
            ASSERT_EQ(WTERMSIG(status), SIGKILL) << "after " << kills << " kills";
            ++kills;
        }
    }
    EXPECT_GE(kills, least_kills);
    EXPECT_TRUE(content(directory / "model") == expected) << "after " << kills << " kills";
}

// Every optimizer, and checkpoints by epochs, by time and by both.
INSTANTIATE_TEST_SUITE_P(Checkpoints, Crash,
                         testing::Values(Plan{"sgd(momentum=0.9)", "32", "80", "1", "0"},
                                         Plan{"adagrad", "32", "80", "0", "0.004"},
                                         Plan{"adadelta", "32", "80", "1", "0"},
                                         Plan{"rmsprop(momentum=0.9, centered=1)", "32", "80", "0", "0.004"},
                                         Plan{"adam", "32", "80", "1", "0.01"}, Plan{"adamw", "32", "80", "0", "0.004"},
                                         Plan{"nadam", "32", "80", "1", "0"}, Plan{"amsgrad", "32", "80", "0", "0.004"},
                                         Plan{"lion", "32", "80", "1", "0"},
                                         Plan{"irprop_minus", "0", "200", "2", "0.004"},
                                         Plan{"lbfgs", "0", "60", "3", "0.01"}));

}  // namespace
