#include "plugin_check/tests.hpp"

#include <array>

namespace glia::cli::plugin_check {

std::span<const Test> first_tests() {
    static constexpr std::array tests = {
        Test{"GRAD_IGNORES_X", ignore_x},
        Test{"GRAD_IGNORES_Y", ignore_y},
        Test{"ordinary numbers", take_ordinary_numbers},
        Test{"special values", take_special_values},
    };
    return tests;
}

std::span<const Test> thorough_tests() {
    static constexpr std::array tests = {
        Test{"no elements", do_nothing_without_elements},
        Test{"any alignment", take_any_alignment},
        Test{"ends of arrays", keep_to_the_ends},
        Test{"starts of arrays", keep_to_the_starts},
        Test{"inputs unchanged", keep_inputs},
        Test{"outputs overwritten", overwrite_outputs},
        Test{"rows apart", keep_rows_apart},
        Test{"ELEMENTWISE", be_elementwise},
        Test{"INPLACE", work_in_place},
        Test{"IDENTITY", be_the_identity},
        Test{"LOGISTIC", be_logistic},
        Test{"SOFTMAX", be_softmax},
        Test{"gradient", have_the_right_gradient},
        Test{"error bound", keep_the_error_bound},
        Test{"sums over rows", sum_over_rows},
        Test{"fixed parameters", agree_with_fixed_parameters},
        Test{"float64 twin", agree_with_float64},
        Test{"instruction sets", agree_with_the_baseline},
        Test{"interrupted calls", be_interrupted},
        Test{"calls at once", run_at_once},
        Test{"no allocation", allocate_nothing},
        Test{"no locks", lock_nothing},
        Test{"no output", print_nothing},
        Test{"floating-point mode", keep_the_floating_point_mode},
        Test{"table unchanged", keep_the_table},
    };
    return tests;
}

}  // namespace glia::cli::plugin_check
