#include "linalg/kernels/descend.hpp"

namespace glia {

// Larger products are OpenBLAS's here.
const KernelSet baseline_kernels = {.of_floats = {dot<float>, combine<float>, descend<float>},
                                    .of_doubles = {dot<double>, combine<double>, descend<double>},
                                    .panels_of_floats = {},
                                    .panels_of_doubles = {}};

}  // namespace glia
