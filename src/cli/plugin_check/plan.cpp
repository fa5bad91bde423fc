#include "plugin_check/plan.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <sstream>
#include <utility>

#include "activations.hpp"
#include "failure.hpp"
#include "glia/registry.h"
#include "glia/system.h"
#include "handles.hpp"
#include "plugin_check/pool.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

namespace fs = std::filesystem;

// Asks glia in a process of its own: what is loaded here would be there in the process of each test.
Outcome ask(const Task& question, unsigned limit) {
    return run_all({question}, limit).front();
}

constexpr std::array<std::uint32_t, 3> all_isas = {GLIA_ISA_BASELINE, GLIA_ISA_AVX2, GLIA_ISA_AVX512};

// The name of an instruction set, which glia tells, as its number: each includes those before it.
std::uint32_t isa_told(const Task& question, unsigned limit) {
    const Outcome answer = ask(question, limit);
    const auto same = [&](std::uint32_t isa) { return isa_name(isa) == answer.text; };
    const auto found = std::ranges::find_if(all_isas, same);
    if (answer.verdict != Verdict::ok || found == all_isas.end()) throw Failure(answer.text);
    return *found;
}

// Those that the processor and GLIA_CPU permit, and why the others are left out.
void find_isas(FileReport& report, unsigned limit) {
    const Task name_of_the_best = [] { return std::string(glia_cpu_name()); };
    const std::uint32_t permitted = isa_told(name_of_the_best, limit);
    const std::uint32_t there = isa_told(
        [&] {
            ::unsetenv("GLIA_CPU");  // of the process that asks
            return name_of_the_best();
        },
        limit);
    for (const std::uint32_t isa : all_isas) {
        if (isa <= permitted) {
            report.isas.push_back(isa);
        } else {
            report.left_out.push_back({isa, isa <= there ? "GLIA_CPU forbids it" : "the processor has none"});
        }
    }
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string file_of_activation(const std::string& name) {
    const std::string path = cli::text([&](auto... out) { return glia_registry_path(name.c_str(), out...); });
    if (!is_library(path)) return path;
    throw Failure("activation '" + name + "' is inside '" + path + "'; only plugin files can be checked");
}

class Plan {
 public:
    Plan(const std::string& path, const Settings& settings) : settings_(settings) {
        report_.path = path;
        find_isas(report_, settings.limit);
    }

    FileReport run() {
        run_tests_of_file();
        for (std::uint32_t i = 0; i < report_.activations.size(); ++i) run_tests_of(i);
        return std::move(report_);
    }

 private:
    struct Job {
        Test test;
        Subject subject;
    };

    // Adds the results to the report.
    std::vector<Outcome> run_jobs(const std::vector<Job>& jobs) {
        std::vector<Task> tasks;
        for (const Job& job : jobs) {
            tasks.emplace_back([job] { return job.test.run(job.subject); });
        }
        std::vector<Outcome> outcomes = run_all(tasks, settings_.limit);
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            report_.results.push_back(
                {jobs[i].subject.activation, jobs[i].test.name, jobs[i].subject.isa, outcomes[i]});
        }
        return outcomes;
    }

    Subject subject(std::uint32_t isa) const { return {report_.path, "", 0, isa, settings_.seed}; }

    void run_tests_of_file() {
        std::vector<Job> jobs;
        for (const std::uint32_t isa : report_.isas) jobs.push_back({{"file", load_with_glia}, subject(isa)});
        std::vector<Outcome> outcomes = run_jobs(jobs);
        jobs.clear();
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (outcomes[i].verdict != Verdict::ok) continue;
            usable_.push_back(report_.isas[i]);
            report_.activations = lines_of(outcomes[i].text);
            report_.results[i].outcome.text = listed(report_.activations);
            jobs.push_back({{"loading", load_directly}, subject(report_.isas[i])});
        }
        run_jobs(jobs);
    }

    bool is_wanted(const Test& test) const {
        return settings_.tests.empty() || std::ranges::find(settings_.tests, test.name) != settings_.tests.end();
    }

    std::vector<Job> jobs_of(std::uint32_t activation, std::span<const Test> tests,
                             const std::vector<std::uint32_t>& isas) const {
        std::vector<Job> jobs;
        for (const Test& test : tests) {
            for (const std::uint32_t isa : isas) {
                if (!is_wanted(test)) continue;
                jobs.push_back({test, subject(isa)});
                jobs.back().subject.activation = report_.activations[activation];
                jobs.back().subject.index = activation;
            }
        }
        return jobs;
    }

    void run_tests_of(std::uint32_t activation) {
        const std::vector<Job> first = jobs_of(activation, first_tests(), usable_);
        const std::vector<Outcome> outcomes = run_jobs(first);
        std::vector<std::uint32_t> returning;
        for (const std::uint32_t isa : usable_) {
            bool returns = true;
            for (std::size_t i = 0; i < first.size(); ++i) {
                if (first[i].subject.isa == isa && !outcomes[i].returned) returns = false;
            }
            if (returns) {
                returning.push_back(isa);
            } else {
                report_.results.push_back({report_.activations[activation],
                                           "all others",
                                           isa,
                                           {Verdict::skipped, "since calls do not return"}});
            }
        }
        run_jobs(jobs_of(activation, thorough_tests(), returning));
    }

    const Settings& settings_;
    FileReport report_;
    std::vector<std::uint32_t> usable_;  // instruction sets with which the file can be loaded
};

}  // namespace

std::size_t FileReport::failures() const {
    std::set<std::pair<std::string, std::string>> failed;
    for (const Result& result : results) {
        if (result.outcome.verdict == Verdict::failed) failed.emplace(result.activation, result.test);
    }
    return failed.size();
}

std::vector<std::string> test_names() {
    std::vector<std::string> names;
    for (const std::span<const Test> tests : {first_tests(), thorough_tests()}) {
        for (const Test& test : tests) names.emplace_back(test.name);
    }
    return names;
}

std::string find_plugin(const std::string& word, unsigned limit) {
    std::error_code code;
    if (fs::exists(word, code)) return fs::absolute(word).lexically_normal();
    if (word.find_first_of("/.") != std::string::npos) throw Failure("'" + word + "' does not exist");
    const Outcome answer = ask([&] { return file_of_activation(word); }, limit);
    if (answer.verdict != Verdict::ok) throw Failure(answer.text);
    return answer.text;
}

FileReport check_file(const std::string& path, const Settings& settings) {
    return Plan(path, settings).run();
}

}  // namespace glia::cli::plugin_check
