# glia_add_blas(<target> <flavour>): OpenBLAS as a target to link.
#   private  the static serial library, linked into libglia with hidden symbols
#   system   the distribution's libopenblas.so
function(glia_add_blas target flavour)
  add_library(${target} INTERFACE)
  if(flavour STREQUAL "private")
    find_library(GLIA_OPENBLAS_STATIC libopenblas.a PATH_SUFFIXES openblas-serial REQUIRED
      DOC "Static serial OpenBLAS (Debian: libopenblas-serial-dev)")
    find_path(include cblas.h PATH_SUFFIXES openblas-serial REQUIRED NO_CACHE)
    target_link_libraries(${target} INTERFACE ${GLIA_OPENBLAS_STATIC} m)
    # linalg/private_blas_memory.cpp and private_blas_core.cpp say why.
    target_link_options(${target} INTERFACE -Wl,--wrap=blas_memory_alloc -Wl,--wrap=blas_memory_free
      -Wl,--wrap=gotoblas_dynamic_init -Wl,--wrap=getenv)
  elseif(flavour STREQUAL "system")
    find_library(GLIA_OPENBLAS_SHARED libopenblas.so REQUIRED DOC "Shared OpenBLAS (Debian: libopenblas-dev)")
    find_path(include cblas.h PATH_SUFFIXES openblas-pthread openblas-serial openblas-openmp REQUIRED NO_CACHE)
    target_link_libraries(${target} INTERFACE ${GLIA_OPENBLAS_SHARED} m)
  else()
    message(FATAL_ERROR "GLIA_BLAS is '${flavour}'; it must be 'private' or 'system'")
  endif()
  target_include_directories(${target} SYSTEM INTERFACE ${include})
endfunction()

glia_add_blas(glia_blas "${GLIA_BLAS}")
