// What the tests of glia.hpp share.
#pragma once

#include <gtest/gtest.h>

#include <glia/glia.hpp>
#include <string>
#include <vector>

// Four rows of two numbers, and their exclusive or.
inline const std::vector<float> xor_x = {0, 0, 0, 1, 1, 0, 1, 1};
inline const std::vector<std::int32_t> xor_classes = {0, 1, 1, 0};

inline glia::Dataset xor_data() {
    return glia::Dataset::of_classes(xor_x, 2, xor_classes, 2);
}

inline glia::Model xor_model(const std::string& activation = "tanh") {
    glia::Model model(2);
    model.add_dense(4, activation).add_dense(1, "sigmoid").initialize("auto", 1);
    return model;
}

// What a callback throws, which is none of glia's errors.
struct Thrown {
    int number;
};

template <class Callable>
void expect_thrown(Callable callable, int number) {
    try {
        callable();
        ADD_FAILURE() << "nothing was thrown";
    } catch (const Thrown& thrown) {
        EXPECT_EQ(thrown.number, number);
    }
}

template <class Callable>
void expect_error(Callable callable, glia_status status, const std::string& text) {
    try {
        callable();
        ADD_FAILURE() << "nothing was thrown, but should have been: " << text;
    } catch (const glia::Error& error) {
        EXPECT_EQ(error.status(), status);
        EXPECT_EQ(error.what(), text);
    }
}
