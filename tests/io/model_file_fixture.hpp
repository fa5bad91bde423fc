// What the tests of model files share: activations without plugins, models with odd numbers, and files made by hand.
#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/model/model.hpp"
#include "io/model_file.hpp"

namespace glia::test {

inline void identity_forward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                             const float* x, float* y) {
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}

// max(x, slope x); without a parameter the slope is 0.
inline void leaky_forward(const glia_activation_t*, const double* slope, std::size_t rows, std::size_t cols,
                          const float* x, float* y) {
    const float below = slope == nullptr ? 0 : static_cast<float>(*slope);
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = x[i] < 0 ? below * x[i] : x[i];
}

inline void no_backward(const glia_activation_t*, const double*, std::size_t, std::size_t, const float*, const float*,
                        const float*, float*) {}

inline ActivationTable table(const char* name, std::uint32_t revision, glia_activation_forward_f32 forward,
                             const glia_activation_parameter_t* parameter = nullptr) {
    auto made = std::make_shared<glia_activation_t>();
    made->struct_size = sizeof(glia_activation_t);
    made->name = name;
    made->revision = revision;
    made->parameter_count = parameter == nullptr ? 0 : 1;
    made->parameters = parameter;
    made->forward = forward;
    made->backward = no_backward;
    return made;
}

inline ActivationTable find_activation(std::string_view name) {
    static const glia_activation_parameter_t alpha = {"alpha", 0.01, 0, 1};
    if (name == "identity") return table("identity", 1, identity_forward);
    if (name == "relu") return table("relu", 1, leaky_forward);
    if (name == "leaky_relu") return table("leaky_relu", 7, leaky_forward, &alpha);
    throw error(GLIA_ERROR_NOT_FOUND, "unknown activation '{}'; did you mean 'relu'?", name);
}

struct LayerPlan {
    std::size_t units;
    std::string activation;
};

inline Model<float> make_model(std::size_t inputs, const std::vector<LayerPlan>& layers) {
    Model<float> model(inputs);
    for (const auto& [units, activation] : layers) {
        model.add(make_layer<float>({"dense", units, activation, 0}, model.outputs(), find_activation));
    }
    model.allocate();
    std::uint32_t bits = 0x3f800000;  // 1.0f; the multiplier below passes through every kind of float there is
    for (float& value : model.parameters()) {
        value = std::bit_cast<float>(bits);
        if (!std::isfinite(value)) value = std::bit_cast<float>(bits & 0xbfffffffu);  // but those no model can have
        bits = bits * 1664525u + 1013904223u;
    }
    return model;
}

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

inline std::string encoded(const Model<float>& model) {
    const EncodedModel file(model);
    std::string bytes(file.size(), '\0');
    file.copy_to(std::as_writable_bytes(std::span(bytes)));
    return bytes;
}

inline std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
    glia_status status = GLIA_OK;
    std::string text;
};

template <class Action>
Outcome outcome(Action action) {
    try {
        action();
        return {};
    } catch (const Error& failure) {
        return {failure.status(), failure.what()};
    }
}

inline Outcome load_outcome(std::string_view bytes) {
    return outcome([&] { load_model(bytes_of(bytes), find_activation); });
}

// Length, JSON and data put together, without any of the library's own writing but the sum itself.
inline std::string framed(const std::string& json, const std::string& data) {
    const std::uint64_t length = json.size();
    std::string file(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) file[i] = static_cast<char>(length >> (8 * i) & 0xff);
    return file + json + data;
}

constexpr std::string_view zeros = "0000000000000000";

// The same with the right checksum in the place of the first 16 zeros, so that nothing but the content can be refused.
inline std::string sealed(const std::string& json, const std::string& data) {
    std::string file = framed(json, data);
    Checksum checksum;
    checksum.update(bytes_of(file));
    const std::size_t place = file.find(zeros);
    if (place != std::string::npos) file.replace(place, zeros.size(), format("{:016x}", checksum.value()));
    return file;
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from << " is not in " << text;
    return place == std::string::npos ? text : text.replace(place, from.size(), to);
}

// A file of one layer with two inputs and one unit, whose parts can be changed.
struct HandMade {
    std::string version = "1";
    std::string model =
        R"({"inputs":2,"layers":[{"kind":"dense","units":1,"activation":"relu","revision":1}],"classes":[],"loss":""})";
    std::string more_metadata;
    std::string weight = R"({"dtype":"F32","shape":[1,2],"data_offsets":[0,8]})";
    std::string bias = R"({"dtype":"F32","shape":[1],"data_offsets":[8,12]})";
    std::string more_tensors;
    std::string data = std::string("\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40", 12);  // 1, 2 and 3

    std::string json() const {
        std::string quoted;
        for (const char c : model) quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        return R"({"__metadata__":{"glia.format_version":")" + version + R"(","glia.model":")" + quoted +
               R"(","glia.checksum":"0000000000000000")" + more_metadata + R"(},"layers.0.weight":)" + weight +
               R"(,"layers.0.bias":)" + bias + more_tensors + "}";
    }
    std::string bytes() const { return sealed(json(), data); }
};

}  // namespace glia::test
