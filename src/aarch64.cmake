# Toolchain file: for Linux on aarch64, with Debian's cross compiler, in whose place another machine's may stand under
# the same name. Programs that are built are run by an emulator.
#   GLIA_SYSROOT   a directory with the libraries of Debian's arm64 that glia needs; ./bootstrap aarch64 fills one
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)

set(GLIA_SYSROOT "" CACHE PATH "Libraries of the system that is compiled for")
if(NOT IS_DIRECTORY "${GLIA_SYSROOT}/usr")
  message(FATAL_ERROR "GLIA_SYSROOT is '${GLIA_SYSROOT}', which has no usr/; ./bootstrap aarch64 fills one")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES GLIA_SYSROOT)
set(CMAKE_SYSROOT ${GLIA_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

find_program(GLIA_EMULATOR NAMES qemu-aarch64 qemu-aarch64-static DOC "Runs programs for aarch64 (Debian: qemu-user)")
if(GLIA_EMULATOR)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${GLIA_EMULATOR} -L ${GLIA_SYSROOT})
endif()
