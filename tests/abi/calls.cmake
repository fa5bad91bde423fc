cmake_minimum_required(VERSION 3.25)
# The library never prints, exits, aborts, installs signal handlers, or changes the locale or the floating-point
# environment: none of its own objects asks for a function that does.
#   cmake -DOBJECTS=... -DNM=... -DDEBUG=0|1 -P calls.cmake
# fmt and spdlog, which are header-only, bring in stderr's functions for uses that glia does not make; they are not
# here.
set(forbidden
  abort exit _exit _Exit quick_exit raise kill signal sigaction setlocale uselocale printf puts putchar vprintf perror
  fesetround feenableexcept)
if(NOT DEBUG) # assertions of header-only libraries are for developers
  list(APPEND forbidden __assert_fail)
endif()
list(FILTER OBJECTS EXCLUDE REGEX "\\.[gp]ch$") # a precompiled header is no object
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} --undefined-only --format=posix ${object} OUTPUT_VARIABLE listing
    COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n ]+ U" names "${listing}")
  list(TRANSFORM names REPLACE " U$" "")
  foreach(name IN LISTS forbidden)
    if(name IN_LIST names)
      message(SEND_ERROR "${object} calls ${name}")
    endif()
  endforeach()
endforeach()
list(LENGTH OBJECTS count)
if(count LESS 20)
  message(SEND_ERROR "only ${count} objects were looked at")
endif()
