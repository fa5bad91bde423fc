// Gives the private OpenBLAS the kernels of suitable_core.hpp.
//
// It chooses when libglia is loaded, and the one thing that it lets others say about it is an environment variable,
// which a library has no business to set. So the linker sends both requests here (--wrap in blas.cmake): OpenBLAS's own
// choice is made first, and where it is a bad one, made again with the variable as it should be, for its eyes alone.
#include <cstdlib>
#include <cstring>

#include "linalg/suitable_core.hpp"

extern "C" {
// Names that the linker gives: the functions of OpenBLAS and of the system, and what takes their place. An OpenBLAS
// that is built for a single processor has nothing to choose.
[[gnu::weak]] void __real_gotoblas_dynamic_init();  // NOLINT(bugprone-reserved-identifier)
void __wrap_gotoblas_dynamic_init();                // NOLINT(bugprone-reserved-identifier)
[[gnu::weak]] void gotoblas_dynamic_quit();         // forgets the choice
char* openblas_get_corename();                      // that of the kernels chosen
char* __real_getenv(const char* name);              // NOLINT(bugprone-reserved-identifier)
char* __wrap_getenv(const char* name);              // NOLINT(bugprone-reserved-identifier)
}

namespace {

const char* core = nullptr;  // what OPENBLAS_CORETYPE is said to be while the choice is made again

}  // namespace

char* __wrap_getenv(const char* name) {
    if (core != nullptr && std::strcmp(name, "OPENBLAS_CORETYPE") == 0) return const_cast<char*>(core);
    return __real_getenv(name);
}

void __wrap_gotoblas_dynamic_init() {
    __real_gotoblas_dynamic_init();
    core = glia::better_core(openblas_get_corename());
    if (core == nullptr) return;
    gotoblas_dynamic_quit();
    __real_gotoblas_dynamic_init();
    core = nullptr;
}
