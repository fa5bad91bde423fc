# glia_embedded_plugins: for linking into libglia, the very objects that the plugin files are made of. Each defines the
# symbol glia_plugin_v1, so each is copied with a name of its own in its place.
set(declarations "")
set(entries "")
set(objects "")
foreach(source IN LISTS sources)
  cmake_path(GET source STEM name)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_OBJCOPY} --redefine-sym glia_plugin_v1=embedded_plugin_${name}
      $<TARGET_OBJECTS:glia_plugin_${name}> ${object}
    DEPENDS $<TARGET_OBJECTS:glia_plugin_${name}> VERBATIM)
  list(APPEND objects ${object})
  string(APPEND declarations "extern const glia_plugin_t embedded_plugin_${name};\n")
  string(APPEND entries "    {\"${name}\", &embedded_plugin_${name}},\n")
endforeach()

set(table ${CMAKE_CURRENT_BINARY_DIR}/embedded/table.cpp)
configure_file(${PROJECT_SOURCE_DIR}/src/plugin/embedded_table.cpp.in ${table} @ONLY)
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/embedded)
add_custom_target(glia_embedded_objects DEPENDS ${objects})

add_library(glia_embedded_plugins INTERFACE)
target_sources(glia_embedded_plugins INTERFACE ${table} ${objects})
set_source_files_properties(${objects} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
target_include_directories(glia_embedded_plugins INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
add_dependencies(glia_embedded_plugins glia_embedded_objects)
