// The float32 kernels compute what the float64 ones do.
#include "plugin_check/reference.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string agree_with_float64(const Subject& subject) {
    const glia_activation_t& table = open_table(subject);
    if (table.forward_f64 == nullptr) throw Skipped("there are no float64 kernels");
    Random random(subject.seed);
    for (const Choice& choice : choices(table, subject.seed)) {
        const Kernels<float> single(table, choice);
        const Kernels<double> twin(table, choice);
        for (const Shape shape : compared_shapes) {
            const std::vector<float> x = logits<float>(random, shape.rows * shape.columns);
            const std::vector<float> dy = logits<float>(random, x.size());
            const std::vector<double> wide_x(x.begin(), x.end());
            const std::vector<double> wide_dy(dy.begin(), dy.end());
            const Reference reference = make_reference(twin, shape, wide_x, wide_dy, as_float32.little, random);
            require_agreement(single, shape, x, dy, reference, as_float32, "in float64");
        }
    }
    return "";
}

}  // namespace glia::cli::plugin_check
