#include "core/training/cross_validation.hpp"

#include <gtest/gtest.h>

#include "core/network.hpp"

namespace glia {
namespace {

using test::make_model;
using test::make_sums;

// Rows that are held back must not be looked at, not even for a mean.
TEST(CrossValidation, FitsScalingToTheRowsOfEachFoldAlone) {
    const Dataset data = make_sums(60, 3);
    const auto model = make_model(3, "4:tanh 1:identity");
    model->restore_transforms(std::make_shared<const InputTransform>(fit_inputs(data, "standardize", Missing::refuse)),
                              std::make_shared<const TargetTransform>(fit_targets(data, "min_max")));
    const Split parts = split(data, 0.5, false, 3);
    const auto fresh = fresh_model(*model, parts.first, "auto", 1);
    const InputTransform expected = fit_inputs(parts.first, "standardize", Missing::refuse);
    EXPECT_EQ(fresh->input_transform()->parts().centers, expected.parts().centers);
    EXPECT_EQ(fresh->input_transform()->parts().scales, expected.parts().scales);
    EXPECT_NE(fresh->input_transform()->parts().centers, model->input_transform()->parts().centers);
    EXPECT_EQ(fresh->target_transform()->centers(), fit_targets(parts.first, "min_max").centers());
    EXPECT_NE(fresh->target_transform()->centers(), model->target_transform()->centers());
}

}  // namespace
}  // namespace glia
