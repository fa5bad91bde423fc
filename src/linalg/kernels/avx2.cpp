#if defined(__x86_64__)

#include "linalg/kernels/descend.hpp"
#include "linalg/kernels/panels.hpp"

namespace glia {

const KernelSet avx2_kernels = {.of_floats = {dot<float>, combine<float>, descend<float>},
                                .of_doubles = {dot<double>, combine<double>, descend<double>},
                                .panels_of_floats = panels_of<float>,
                                .panels_of_doubles = panels_of<double>};

}  // namespace glia

#endif
