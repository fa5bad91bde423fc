// activation_bits PLACE: prints every number that activations give, bit by bit, of all that are found: one by one, and
// trained in a network. It fails where one is not found in PLACE, which is the directory of plugins or libglia itself.
// So what is inside libglia can be compared with the files.
#include <glia/glia.h>

#include <bit>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void check(glia_status status) {
    if (status == GLIA_OK) return;
    std::fprintf(stderr, "%s\n", glia_last_error());
    std::exit(1);
}

template <class Call>
std::string text(Call&& call) {
    std::size_t needed = 0;
    call(nullptr, 0, &needed);
    std::string result(needed, '\0');
    check(call(result.data(), needed, &needed));
    result.resize(needed - 1);
    return result;
}

void print(float value) {
    std::printf(" %08" PRIx32, std::bit_cast<std::uint32_t>(value));
}
void print(double value) {
    std::printf(" %016" PRIx64, std::bit_cast<std::uint64_t>(value));
}

template <class Real>
void print(const std::string& what, const std::vector<Real>& values) {
    std::printf("%s", what.c_str());
    for (const Real value : values) print(value);
    std::printf("\n");
}

// The defaults, and each parameter at either end of its range.
std::vector<std::string> specs_of(const json& activation) {
    const std::string name = activation.at("name");
    std::vector<std::string> specs = {name};
    for (const json& parameter : activation.at("parameters")) {
        for (const char* const end : {"minimum", "maximum"}) {
            if (parameter.at(end).is_null() || parameter.at(std::string(end) + "_open")) continue;
            specs.push_back(name + "(" + parameter.at("name").get<std::string>() + "=" + parameter.at(end).dump() +
                            ")");
        }
    }
    return specs;
}

// Rows of more columns than any vector has lanes, with a rest; numbers of all kinds among them.
constexpr std::size_t rows = 7;
constexpr std::size_t columns = 37;

template <class Real>
std::vector<Real> inputs() {
    using Limits = std::numeric_limits<Real>;
    std::vector<Real> x;
    for (std::size_t i = 0; i < rows * columns; ++i) x.push_back(static_cast<Real>(i * 29 % 257) / 16 - 8);
    const std::vector<Real> special = {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), Limits::max(),
                                       Limits::lowest(),    Limits::min(),      Limits::denorm_min()};
    std::copy(special.begin(), special.end(), x.end() - columns);  // in a row of their own
    return x;
}

template <class Real>
void print_by_itself(const std::string& spec, auto values, auto gradients) {
    const std::vector<Real> x = inputs<Real>();
    std::vector<Real> y(x.size());
    std::vector<Real> dx(x.size());
    std::vector<Real> dy;
    for (std::size_t i = 0; i < x.size(); ++i) dy.push_back(static_cast<Real>(i % 5) - 2);
    check(values(spec.c_str(), rows, columns, x.data(), y.data()));
    check(gradients(spec.c_str(), rows, columns, x.data(), y.data(), dy.data(), dx.data()));
    print(spec + " y", y);
    print(spec + " dx", dx);
}

// All parameters after some steps, which are small, so that they are finite for every activation.
void print_trained(const std::string& spec) {
    const std::vector<float> x = inputs<float>();
    const std::size_t finite_rows = rows - 1;
    const std::vector<float> targets(finite_rows, 0.5F);
    glia_model* model = nullptr;
    glia_trainer* trainer = nullptr;
    glia_dataset* data = nullptr;
    check(glia_model_create(&model, columns));
    check(glia_model_add_dense(model, 19, spec.c_str()));
    check(glia_model_add_dense(model, 1, "identity"));
    check(glia_model_initialize(model, "normal(std=0.01)", 1));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, "adam(learning_rate=1e-4)"));
    check(glia_trainer_set_batch_size(trainer, 2));
    check(glia_trainer_set_epochs(trainer, 2));
    check(glia_dataset_create(&data, x.data(), finite_rows, columns, 0, targets.data(), 1, 0));
    check(glia_trainer_fit(trainer, data, nullptr));
    std::size_t needed = 0;
    check(glia_model_save_memory(model, nullptr, 0, &needed));
    std::vector<unsigned char> bytes(needed);
    check(glia_model_save_memory(model, bytes.data(), bytes.size(), nullptr));
    std::printf("%s trained ", spec.c_str());
    for (const unsigned char byte : bytes) std::printf("%02x", byte);
    std::printf("\n");
    glia_dataset_destroy(data);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::size_t count = 0;
    check(glia_registry_count(&count));
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = text([&](auto... out) { return glia_registry_name(i, out...); });
        const fs::path path = text([&](auto... out) { return glia_registry_path(name.c_str(), out...); });
        if (path != fs::canonical(argv[1]) && path.parent_path() != fs::canonical(argv[1])) {
            std::fprintf(stderr, "%s is found in %s\n", name.c_str(), path.c_str());
            return 1;
        }
        const std::string described = text([&](auto... out) { return glia_registry_describe(name.c_str(), out...); });
        for (const std::string& spec : specs_of(json::parse(described))) {
            print_by_itself<float>(spec, glia_activation_values, glia_activation_gradients);
            print_by_itself<double>(spec, glia_activation_values_f64, glia_activation_gradients_f64);
            print_trained(spec);
        }
    }
    return 0;
}
