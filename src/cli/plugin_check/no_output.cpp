// Nothing is printed while the plugin is loaded or runs. Standard output and error of a test are a file.
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "plugin_check/kernels.hpp"
#include "plugin_check/outcome.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

void require_silence(const std::string& who) {
    std::fflush(nullptr);
    struct stat status = {};
    if (::fstat(STDOUT_FILENO, &status) != 0 || status.st_size == 0) return;
    std::array<char, 60> beginning{};
    const ssize_t count = ::pread(STDOUT_FILENO, beginning.data(), beginning.size(), 0);
    std::string text(beginning.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    }
    throw Broken(who + " prints '" + text + "'");
}

}  // namespace

std::string print_nothing(const Subject& subject) {
    const glia_activation_t& table = open_table(subject);
    require_silence("the plugin, while it is loaded,");
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 3;
        constexpr std::size_t columns = 50;
        const std::vector<Real> x = numbers<Real>(random, rows * columns);
        const std::vector<Real> dy = logits<Real>(random, rows * columns);
        std::vector<Real> y(x.size());
        std::vector<Real> dx(x.size());
        const std::vector<Real> trained = kernels.trained(columns);
        std::vector<Real> gradient(trained.size());
        kernels.forward(rows, columns, trained.data(), x.data(), y.data());
        require_silence(kernels.forward_text(rows, columns));
        kernels.backward(rows, columns, trained.data(), x.data(), y.data(), dy.data(), dx.data(), gradient.data());
        require_silence(kernels.backward_text(rows, columns));
    });
    return "";
}

}  // namespace glia::cli::plugin_check
