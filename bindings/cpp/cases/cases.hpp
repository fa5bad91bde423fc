// What the behaviour cases share: their data, their network, and how a line is printed. See bindings/cases.md.
#pragma once

#include <array>
#include <cstdint>
#include <glia/glia.hpp>
#include <iostream>
#include <string>
#include <vector>

constexpr std::size_t rows = 60, features = 4, class_count = 3, outputs = 3;

struct Data {
    std::vector<float> x;               // "x60"
    std::vector<std::int32_t> classes;  // "c60"
    std::vector<float> targets;         // "t60"
};
Data make_data();
inline const Data data60 = make_data();

// FNV-1a.
class Hash {
 public:
    template <class Numbers>
    Hash& add(const Numbers& numbers) {
        const auto* const bytes = reinterpret_cast<const unsigned char*>(numbers.data());
        for (std::size_t i = 0; i < numbers.size() * sizeof numbers[0]; ++i) {
            value_ = (value_ ^ bytes[i]) * 1099511628211u;
        }
        return *this;
    }
    std::uint64_t value() const { return value_; }

 private:
    std::uint64_t value_ = 14695981039346656037u;
};

template <class Numbers>
Hash hash(const Numbers& numbers) {
    return Hash().add(numbers);
}
inline Hash hash(double number) {
    return Hash().add(std::array<double, 1>{number});
}

template <class... Values>
void print(const char* id, const Values&... values) {
    std::cout << id;
    ((std::cout << ' ' << values), ...);
    std::cout << '\n';
}
void print(const char* id, const Hash& hash);
void print_error(const char* id, const glia::Error& error);

// Runs what should fail.
template <class Callable>
void print_error(const char* id, Callable callable) {
    try {
        callable();
        print(id, 0);
    } catch (const glia::Error& error) {
        print_error(id, error);
    }
}
template <class Callable>
glia_status status_of(Callable callable) {
    try {
        callable();
        return GLIA_OK;
    } catch (const glia::Error& error) {
        return error.status();
    }
}

glia::Dataset make_dataset();  // "data"
glia::Model make_network();    // "network"
glia::Model make_model();      // "net"
Hash hash_parameters(const glia::Model& model);
Hash hash_predictions(const glia::Model& model);
glia::Trainer make_trainer(glia::Model& model, const std::string& optimizer);
inline const std::string adam = "adam(learning_rate=0.01)";

// In the order of the table.
void library_cases();
void model_cases();
void dataset_cases(const std::string& iris);
void training_cases(const std::string& iris);
void step_cases();
void activation_cases();
void metric_cases();
