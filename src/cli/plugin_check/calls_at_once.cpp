// Threads that run side by side, each on numbers of its own, come to what each does alone.
#include <optional>
#include <string>
#include <thread>

#include "plugin_check/example.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

constexpr std::size_t threads = 4;
constexpr int rounds = 20;

// What one thread finds.
template <class Real>
std::optional<std::string> compare_rounds(const Kernels<Real>& kernels, const Example<Real>& alone) {
    Results<Real> results = alone.empty_results();
    try {
        for (int i = 0; i < rounds; ++i) {
            alone.compute(kernels, results);
            alone.require(kernels, results, "beside other calls");
        }
    } catch (const Broken& e) {
        return e.what();
    }
    return std::nullopt;
}

}  // namespace

std::string run_at_once(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 10;
        constexpr std::size_t columns = 60;
        std::vector<Example<Real>> alone;
        for (std::size_t i = 0; i < threads; ++i) {
            alone.emplace_back(kernels, rows, columns, logits<Real>(random, rows * columns),
                               logits<Real>(random, rows * columns));
        }
        std::vector<std::optional<std::string>> found(threads);
        std::vector<std::thread> team;
        for (std::size_t i = 0; i < threads; ++i) {
            team.emplace_back([&, i] { found[i] = compare_rounds(kernels, alone[i]); });
        }
        for (std::thread& each : team) each.join();
        for (const std::optional<std::string>& each : found) {
            if (each) throw Broken(*each);
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
