# glia_blas: OpenBLAS in the chosen flavour.
#   private  the static serial library, linked into libglia with hidden symbols
#   system   the distribution's libopenblas.so
add_library(glia_blas INTERFACE)
if(GLIA_BLAS STREQUAL "private")
  find_library(GLIA_OPENBLAS_STATIC libopenblas.a PATH_SUFFIXES openblas-serial REQUIRED
    DOC "Static serial OpenBLAS (Debian: libopenblas-serial-dev)")
  find_path(GLIA_OPENBLAS_STATIC_INCLUDE cblas.h PATH_SUFFIXES openblas-serial REQUIRED NO_CACHE)
  target_link_libraries(glia_blas INTERFACE ${GLIA_OPENBLAS_STATIC} m)
  # linalg/private_blas_memory.cpp and private_blas_core.cpp say why.
  target_link_options(glia_blas INTERFACE -Wl,--wrap=blas_memory_alloc -Wl,--wrap=blas_memory_free
    -Wl,--wrap=gotoblas_dynamic_init -Wl,--wrap=getenv)
  target_include_directories(glia_blas SYSTEM INTERFACE ${GLIA_OPENBLAS_STATIC_INCLUDE})
elseif(GLIA_BLAS STREQUAL "system")
  find_library(GLIA_OPENBLAS_SHARED libopenblas.so REQUIRED DOC "Shared OpenBLAS (Debian: libopenblas-dev)")
  find_path(GLIA_OPENBLAS_SHARED_INCLUDE cblas.h PATH_SUFFIXES openblas-pthread openblas-serial openblas-openmp REQUIRED
    NO_CACHE)
  target_link_libraries(glia_blas INTERFACE ${GLIA_OPENBLAS_SHARED} m)
  target_include_directories(glia_blas SYSTEM INTERFACE ${GLIA_OPENBLAS_SHARED_INCLUDE})
else()
  message(FATAL_ERROR "GLIA_BLAS is '${GLIA_BLAS}'; it must be 'private' or 'system'")
endif()
target_compile_definitions(glia_blas INTERFACE GLIA_BLAS_FLAVOUR="${GLIA_BLAS}")
