// What a prediction costs through glia.hpp beyond C: one row of 64-128-10 through one session, in turns of calls made
// in C and in C++, so that whatever else the machine does meets both.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <glia/glia.hpp>

extern "C" std::int32_t predict_in_c(glia_session* session, const float* x, float* y, std::size_t calls);

namespace {

constexpr std::size_t rounds = 301, warmup_rounds = 100;
constexpr std::size_t calls = 500;  // of each, in a round

template <class Calls>
double nanoseconds_a_call(Calls&& make_calls) {
    const auto start = std::chrono::steady_clock::now();
    make_calls();
    const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    return taken.count() / static_cast<double>(calls);
}

}  // namespace

int main() {
    glia::Model model(64);
    model.add_dense(128, "relu").add_dense(10, "softmax").initialize("auto", 42);
    glia::Session session(model, 1);
    const std::vector<float> x(64, 0.5f);
    std::vector<float> y(10);
    std::vector<double> c, own, more;
    for (std::size_t round = 0; round < warmup_rounds + rounds; ++round) {
        const double in_c =
            nanoseconds_a_call([&] { glia::detail::check(predict_in_c(session.get(), x.data(), y.data(), calls)); });
        const double in_cpp = nanoseconds_a_call([&] {
            for (std::size_t i = 0; i < calls; ++i) session.predict(x, y);
        });
        if (round < warmup_rounds) continue;
        c.push_back(in_c);
        own.push_back(in_cpp);
        more.push_back(in_cpp - in_c);
    }
    for (std::vector<double>* figures : {&c, &own, &more}) std::sort(figures->begin(), figures->end());
    const auto part = [](const std::vector<double>& figures, std::size_t quarters) {
        return figures[rounds * quarters / 4];
    };
    std::printf("C %.0f ns, C++ %.0f ns; more in the same round: %.0f ns (%.0f to %.0f)\n", part(c, 2), part(own, 2),
                part(more, 2), part(more, 1), part(more, 3));
}
