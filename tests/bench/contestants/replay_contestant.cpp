// The limit: the matrix products of a job, replayed alone through the OpenBLAS that glia itself uses. It does them in
// the way that is fastest here: of how weights lie in memory, how threads share a product, and how many rows of a full
// batch are worked on at once, it tries all before the time that counts.
#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "job.h"
#include "products.hpp"
#include "reading.hpp"
#include "team.h"

namespace {

// Stages that are done `times` times.
struct Passage {
    std::vector<Stage> stages;
    std::size_t times;
};

struct Plan {
    std::unique_ptr<Network> network;
    std::vector<Passage> passages;  // an epoch, or a prediction
    std::size_t rows = 0;           // in all
};

struct Threads {
    team* members;
    std::size_t count;
};

void run_plan(const Threads& threads, const Plan& plan) {
    for (const Passage& passage : plan.passages) {
        for (std::size_t i = 0; i < passage.times; ++i) {
            for (const Stage& stage : passage.stages) run(threads.members, threads.count, stage);
        }
    }
}

// The least that something takes, of several times.
template <class Something>
double least_seconds(const Something& something) {
    constexpr double enough = 0.03;
    double least = std::numeric_limits<double>::max();
    const double begin = now();
    for (int trial = 0; trial < 2 || (now() - begin < enough && trial < 1000); ++trial) {
        const double start = now();
        something();
        least = std::min(least, now() - start);
    }
    return least;
}

void choose_cut(const Threads& threads, Product& product) {
    double least = std::numeric_limits<double>::max();
    Stage alone = {product};
    for (const Cut cut : {Cut::rows, Cut::columns, Cut::none}) {
        alone.front().cut = cut;
        const double seconds = least_seconds([&] { run(threads.members, threads.count, alone); });
        if (seconds < least) {
            least = seconds;
            product.cut = cut;
        }
    }
}

void choose_cuts(const Threads& threads, Plan& plan) {
    if (threads.count == 1) return;
    for (Passage& passage : plan.passages) {
        for (Stage& stage : passage.stages) {
            for (Product& each : stage) choose_cut(threads, each);
        }
    }
}

// The rows of a full batch, `at_once` at a time, whose gradients are added up.
std::vector<Stage> full_batch(const Network& network, std::size_t rows, std::size_t at_once) {
    std::vector<Stage> all;
    for (std::size_t first = 0; first < rows; first += at_once) {
        const std::vector<Stage> some = network.training(first, std::min(at_once, rows - first));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

Plan make_plan(const job& job, bool inputs_first, std::size_t at_once) {
    const std::vector<std::size_t> widths(job.widths, job.widths + job.width_count);
    Plan plan;
    const std::size_t batch = job.batch == 0 ? job.rows : job.batch;
    plan.network = std::make_unique<Network>(widths, batch, inputs_first);
    plan.rows = batch;
    if (std::string(job.kind) == "predict") {
        plan.passages.push_back({plan.network->prediction(0, batch), 1});
    } else if (job.batch == 0) {
        plan.passages.push_back({full_batch(*plan.network, batch, at_once), 1});
    } else {
        plan.rows = job.rows;
        plan.passages.push_back({plan.network->training(0, batch), job.rows / batch});
        if (job.rows % batch > 0) plan.passages.push_back({plan.network->training(0, job.rows % batch), 1});
    }
    return plan;
}

Plan best_plan(const job& job, const Threads& threads) {
    std::vector<std::size_t> sizes = {job.rows};
    if (job.batch == 0) {
        for (const std::size_t at_once : {256, 1024, 4096}) {
            if (at_once < job.rows) sizes.push_back(at_once);
        }
    }
    Plan best;
    double least = std::numeric_limits<double>::max();
    for (const std::size_t at_once : sizes) {
        for (const bool inputs_first : {false, true}) {
            Plan plan = make_plan(job, inputs_first, at_once);
            choose_cuts(threads, plan);
            const double seconds = least_seconds([&] { run_plan(threads, plan); });
            if (seconds < least) {
                least = seconds;
                best = std::move(plan);
            }
        }
    }
    return best;
}

// Plans are kept: a job comes several times.
const Plan& plan_of(const job& job, const Threads& threads) {
    static std::map<std::string, Plan> known;
    std::string name = std::string(job.kind) + " " + std::to_string(job.rows) + " " + std::to_string(job.batch);
    for (std::size_t i = 0; i < job.width_count; ++i) name.append(" ").append(std::to_string(job.widths[i]));
    auto found = known.find(name);
    if (found == known.end()) {
        known.clear();  // the plan of another job is not needed again
        found = known.emplace(name, best_plan(job, threads)).first;
    }
    return found->second;
}

void replay(const job& job, std::size_t thread_count, work& work) {
    const Threads threads = {team_create(thread_count), thread_count};
    struct Repeated {
        const Threads& threads;
        const Plan& plan;
    } repeated = {threads, plan_of(job, threads)};
    const auto once = [](void* user) {
        const Repeated& each = *static_cast<const Repeated*>(user);
        run_plan(each.threads, each.plan);
    };
    measure_calls(once, &repeated, repeated.plan.rows, job.seconds, &work);
    team_destroy(threads.members);
}

int run_job(const job* job, std::size_t threads, work* work) {
    const std::string kind = job->kind;
    if (kind == "read")
        read_weights(*job, *work);
    else if (kind == "train" || kind == "predict")
        replay(*job, threads, *work);
    else
        return 0;
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    return serve_jobs(argc, argv, run_job);
}
