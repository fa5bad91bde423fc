# What programs in other languages are built with: sources. Systems have places for those of some languages, as Debian
# does for Python, Go and Rust, where each tool expects packages of its own making. Here all are in one place, that of
# any prefix, and the tools are told of it.
set(bindings ${PROJECT_SOURCE_DIR}/bindings)
set(bindings_dir ${CMAKE_INSTALL_DATADIR}/glia/bindings)

# glia_install_binding(<language> <files and folders>... [EXCEPT <patterns>...])
function(glia_install_binding language)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "EXCEPT")
  set(except)
  foreach(pattern IN LISTS arg_EXCEPT)
    list(APPEND except PATTERN ${pattern} EXCLUDE)
  endforeach()
  foreach(each IN LISTS arg_UNPARSED_ARGUMENTS)
    set(source ${bindings}/${language}/${each})
    cmake_path(SET destination ${bindings_dir}/${language}/${each})
    cmake_path(GET destination PARENT_PATH destination)
    set(destination DESTINATION ${destination} COMPONENT bindings)
    if(IS_DIRECTORY ${source})
      install(DIRECTORY ${source} ${destination} ${except})
    else()
      install(FILES ${source} ${destination})
    endif()
  endforeach()
endfunction()

glia_install_binding(csharp README.md Glia sample EXCEPT bin obj)
glia_install_binding(python README.md glia.py digits.py)
glia_install_binding(rust README.md Cargo.toml Cargo.lock
  glia-sys/Cargo.toml glia-sys/build.rs glia-sys/src
  glia/Cargo.toml glia/build.rs glia/src glia/examples glia/benches)
file(GLOB go_files RELATIVE ${bindings}/go CONFIGURE_DEPENDS ${bindings}/go/*.go ${bindings}/go/bridge.*)
list(FILTER go_files EXCLUDE REGEX "_test\\.go$")
glia_install_binding(go README.md go.mod ${go_files} examples EXCEPT *_test.go)
install(FILES ${bindings}/cases.md DESTINATION ${bindings_dir} COMPONENT bindings)
