// Work in a process of its own, which some calls of the operating system end by a signal.
#pragma once

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <vector>

namespace glia::test {

// Forbids every call of the operating system but the one that ends the process.
inline const std::vector<sock_filter> no_system_calls = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                                         BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
                                                         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                                                         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)};

constexpr int not_forbidden = 3;

// Whether the system does not let a process forbid itself anything.
inline bool cannot_forbid(int status) {
    return WIFEXITED(status) && WEXITSTATUS(status) == not_forbidden;
}

// How a process ends that does this by the rules: a status, as waitpid gives it.
template <class Work>
int status_with_rules(std::vector<sock_filter> rules, const Work& work) {
    const pid_t child = fork();
    if (child == 0) {
        const sock_fprog program = {static_cast<unsigned short>(rules.size()), rules.data()};
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
            _exit(not_forbidden);
        }
        work();
        _exit(0);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return status;
}

}  // namespace glia::test
