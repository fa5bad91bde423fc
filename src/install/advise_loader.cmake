# Run after libglia is installed: what is left to do before programs find it. A package has a trigger for it.
#   GLIA_INSTALL_LIBRARIES   the directory it is in, below the prefix or absolute
if(NOT "$ENV{DESTDIR}" STREQUAL "")
  return()
endif()
cmake_path(ABSOLUTE_PATH GLIA_INSTALL_LIBRARIES BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} NORMALIZE
  OUTPUT_VARIABLE directory)
find_program(ldconfig ldconfig PATHS /sbin /usr/sbin NO_CACHE)
if(NOT ldconfig)
  return()
endif()
# Each directory that it looks into is a line: "/usr/local/lib: (from /etc/ld.so.conf.d/libc.conf:2)"
execute_process(COMMAND ${ldconfig} -N -X -v OUTPUT_VARIABLE searched ERROR_QUIET)
string(REGEX MATCHALL "(^|\n)/[^:\n]*:" searched "${searched}")
foreach(each IN LISTS searched)
  string(REGEX REPLACE "^\n?(.*):$" "\\1" each "${each}")
  if(EXISTS ${each})
    file(REAL_PATH ${each} each)
    file(REAL_PATH ${directory} real)
    if(each STREQUAL real)
      message(STATUS "Programs find libglia when root has run ldconfig")
      return()
    endif()
  endif()
endforeach()
message(STATUS
  "Programs do not look for libraries in ${directory}; ways to tell them are in README.md, under Installing")
