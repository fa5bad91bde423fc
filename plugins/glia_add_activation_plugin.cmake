# glia_add_activation_plugin(<name> <source>...): builds <name>.so, the plugin that defines the activation <name>, from
# sources in C or C++ that need <glia/plugin.h>, and in C++ also the headers of <glia/plugin/>. <name> is a target like
# any other: what it needs beyond this can be added to it, and it can be installed:
#     install(TARGETS <name> LIBRARY DESTINATION ${glia_PLUGIN_DIR})
function(glia_add_activation_plugin name)
  if(NOT ARGN)
    message(FATAL_ERROR "glia_add_activation_plugin(${name}): a source is missing")
  endif()
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE glia::plugin m)
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX .so
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  # Nothing in a kernel reads errno or floating-point traps, and saying so is what lets its loops be vectorised.
  target_compile_options(${name} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O3> -fno-math-errno -fno-trapping-math)
  # What is missing is missed here, rather than when glia loads the plugin.
  target_link_options(${name} PRIVATE -Wl,--as-needed -Wl,-z,defs -Wl,-z,relro -Wl,-z,now)
endfunction()
