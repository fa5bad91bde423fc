# libglia.a: the whole library, with OpenBLAS where that is private, as one object that shows the names of the API alone.
# So a program that links it may have its own OpenBLAS, spdlog or fmt, and needs nothing but what is named below.
find_program(GLIA_OBJCOPY objcopy REQUIRED DOC "objcopy, of the binutils")

set(private_libraries "")
set(needs z stdc++ m ${CMAKE_DL_LIBS} pthread)
if(GLIA_BLAS STREQUAL "private")
  set(private_libraries ${GLIA_OPENBLAS_STATIC})
else()
  list(PREPEND needs openblas)
endif()

set(everything ${CMAKE_CURRENT_BINARY_DIR}/everything.o)
set(object ${CMAKE_CURRENT_BINARY_DIR}/glia.o)
add_custom_command(OUTPUT ${object}
  # Groups are dissolved: of a group that a program has too, the linker would take the other.
  COMMAND ${CMAKE_CXX_COMPILER} -r -nostdlib -Wl,--force-group-allocation
    "$<TARGET_PROPERTY:glia_blas,INTERFACE_LINK_OPTIONS>" $<TARGET_OBJECTS:glia_objects> ${private_libraries}
    -o ${everything}
  # Names that are to be unique in a program are made ordinary ones first: those can be hidden.
  COMMAND ${GLIA_OBJCOPY} --wildcard --weaken-symbol=_Z* ${everything}
  COMMAND ${GLIA_OBJCOPY} --wildcard --keep-global-symbol=glia_* ${everything} ${object}
  COMMAND ${CMAKE_COMMAND} -E rm ${everything}
  DEPENDS glia_objects $<TARGET_OBJECTS:glia_objects> COMMAND_EXPAND_LISTS VERBATIM)

add_library(glia_static STATIC ${object})
add_library(glia::static ALIAS glia_static)
set_target_properties(glia_static PROPERTIES
  OUTPUT_NAME glia EXPORT_NAME static
  LINKER_LANGUAGE C # programs in C need no C++ compiler
  ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
target_link_libraries(glia_static INTERFACE ${needs})
target_include_directories(glia_static INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# What glia.pc tells those who link it.
list(TRANSFORM needs PREPEND "-l" OUTPUT_VARIABLE flags)
list(JOIN flags " " flags)
set_property(GLOBAL PROPERTY GLIA_STATIC_LIBS "${flags}")

if(GLIA_INSTALL)
  install(TARGETS glia_static EXPORT glia-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
endif()
