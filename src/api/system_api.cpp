#include "glia/system.h"

#include "api/guard.hpp"
#include "base/cpu.hpp"
#include "base/json.hpp"
#include "linalg/blas.hpp"

extern "C" {

glia_status glia_blas_info(char* buffer, size_t capacity, size_t* needed) {
    return glia::api::guard([&] {
        const glia::BlasInfo info = glia::blas_info();
        const glia::Json json = {
            {"flavour", info.flavour}, {"core", info.core}, {"threads", info.threads}, {"config", info.config}};
        glia::api::give_text(json.dump(), buffer, capacity, needed);
    });
}

const char* glia_cpu_name(void) {
    return glia::isa_name(glia::permitted_isa());
}
}
