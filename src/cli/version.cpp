#include "version.hpp"

#include "glia/system.h"
#include "glia/version.h"
#include "handles.hpp"
#include "json.hpp"
#include "number.hpp"

namespace glia::cli {

std::string version_text() {
    const Json blas = Json::parse(text([](auto... out) { return glia_blas_info(out...); }));
    return std::string("glia ") + glia_version_string() + "\nmatrix library: " + blas.at("config").get<std::string>() +
           "\n  flavour " + blas.at("flavour").get<std::string>() + ", core " + blas.at("core").get<std::string>() +
           ", " + count_of(blas.at("threads").get<std::size_t>(), "thread") + "\nCPU level: " + glia_cpu_name();
}

}  // namespace glia::cli
