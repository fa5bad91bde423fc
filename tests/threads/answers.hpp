// What calls answer, as text that can be compared: numbers by their bits.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "glia/glia.h"

namespace glia::test {

inline void ok(glia_status status) {
    EXPECT_EQ(status, GLIA_OK) << glia_last_error();
}

template <class T>
std::string bits(const T* values, std::size_t count) {
    return {reinterpret_cast<const char*>(values), count * sizeof(T)};
}

// Of a function that returns its value.
template <class Function, class... Arguments>
std::string number(Function function, Arguments... arguments) {
    return std::to_string(function(arguments...));
}

// Of a function that gives text, or the bytes of a file.
template <class Function, class... Arguments>
std::string text(Function function, Arguments... arguments) {
    std::size_t size = 0;
    ok(function(arguments..., nullptr, 0, &size));
    std::string buffer(size, '\0');
    ok(function(arguments..., buffer.data(), size, nullptr));
    return buffer;
}

// Of a function that gives an array of T.
template <class T, class Function, class... Arguments>
std::string array(Function function, Arguments... arguments) {
    std::size_t size = 0;
    ok(function(arguments..., nullptr, 0, &size));
    std::vector<T> values(size);
    ok(function(arguments..., values.data(), size, nullptr));
    return bits(values.data(), size);
}

template <class Function, class... Arguments>
std::string floats(Function function, Arguments... arguments) {
    return array<float>(function, arguments...);
}

template <class Function, class... Arguments>
std::string doubles(Function function, Arguments... arguments) {
    return array<double>(function, arguments...);
}

// Of a function that gives two doubles.
template <class Function, class... Arguments>
std::string two(Function function, Arguments... arguments) {
    double values[2] = {};
    ok(function(arguments..., &values[0], &values[1]));
    return bits(values, 2);
}

// Of a function that makes a data set: what it holds.
template <class Make>
std::string made(const Make& make) {
    glia_dataset* dataset = nullptr;
    ok(make(&dataset));
    const std::string answer = text(glia_dataset_describe, dataset) + floats(glia_dataset_get_weights, dataset);
    glia_dataset_destroy(dataset);
    return answer;
}

// Of a function that makes two.
template <class Function, class... Arguments>
std::string parted(Function function, Arguments... arguments) {
    glia_dataset* second = nullptr;
    std::string answer = made([&](glia_dataset** first) { return function(arguments..., first, &second); });
    answer += text(glia_dataset_describe, second);
    glia_dataset_destroy(second);
    return answer;
}

}  // namespace glia::test
