// The tests, one file for each. A test runs in a process of its own, returns what is to be told of a success ("" for
// nothing), and throws Broken or Skipped otherwise.
#pragma once

#include <span>
#include <string>

#include "plugin_check/subject.hpp"

namespace glia::cli::plugin_check {

struct Test {
    const char* name;
    std::string (*run)(const Subject& subject);
};

// Of the file as a whole, in this order: the later ones are of use where the earlier ones pass.
std::string load_with_glia(const Subject& subject);
std::string load_directly(const Subject& subject);

// Whether kernels come back at all; where they do not, the tests below would tell the same again.
std::span<const Test> first_tests();
// Everything else there is to know of an activation.
std::span<const Test> thorough_tests();

std::string take_ordinary_numbers(const Subject& subject);
std::string take_special_values(const Subject& subject);
std::string do_nothing_without_elements(const Subject& subject);
std::string take_any_alignment(const Subject& subject);
std::string keep_to_the_ends(const Subject& subject);
std::string keep_to_the_starts(const Subject& subject);
std::string keep_inputs(const Subject& subject);
std::string overwrite_outputs(const Subject& subject);
std::string work_in_place(const Subject& subject);
std::string be_elementwise(const Subject& subject);
std::string keep_rows_apart(const Subject& subject);
std::string ignore_x(const Subject& subject);
std::string ignore_y(const Subject& subject);
std::string be_the_identity(const Subject& subject);
std::string be_logistic(const Subject& subject);
std::string be_softmax(const Subject& subject);
std::string have_the_right_gradient(const Subject& subject);
std::string keep_the_error_bound(const Subject& subject);
std::string sum_over_rows(const Subject& subject);
std::string agree_with_fixed_parameters(const Subject& subject);
std::string agree_with_float64(const Subject& subject);
std::string agree_with_the_baseline(const Subject& subject);
std::string be_interrupted(const Subject& subject);
std::string run_at_once(const Subject& subject);
std::string allocate_nothing(const Subject& subject);
std::string lock_nothing(const Subject& subject);
std::string print_nothing(const Subject& subject);
std::string keep_the_floating_point_mode(const Subject& subject);
std::string keep_the_table(const Subject& subject);

}  // namespace glia::cli::plugin_check
