# Debian packages, one for each component, in build/package/packages:
#   cmake --preset package && cmake --build --preset package && cpack --preset package
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME glia)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
# Who makes the packages, as Debian's own tools are told.
if(DEFINED ENV{DEBEMAIL})
  set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
else()
  set(CPACK_PACKAGE_CONTACT "The glia authors <glia@glia.invalid>") # no address: by its name it is none
endif()
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime plugins dev tools bindings)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(version "${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")

# glia_package(<component> <name> <section> [DEPENDS <packages>] [CONTAINS <packages whose code is compiled in>...]
#              ABOUT <first line of the description> <the other lines>)
function(glia_package component name section)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "DEPENDS" "CONTAINS;ABOUT")
  string(TOUPPER ${component} prefix)
  string(PREPEND prefix CPACK_DEBIAN_)
  list(JOIN arg_ABOUT "\n" about)
  foreach(setting "PACKAGE_NAME ${name}" "PACKAGE_SECTION ${section}" "PACKAGE_DEPENDS ${arg_DEPENDS}"
      "DESCRIPTION ${about}" "PACKAGE_SHLIBDEPS ON")
    string(REGEX MATCH "^([A-Z_]+) (.*)$" setting "${setting}")
    set(${prefix}_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}" PARENT_SCOPE)
  endforeach()

  # The licence, and those of what is compiled in, as Debian's packages of these tell them.
  file(READ ${PROJECT_SOURCE_DIR}/LICENSE copyright)
  foreach(package IN LISTS arg_CONTAINS)
    if(EXISTS /usr/share/doc/${package}/copyright)
      file(READ /usr/share/doc/${package}/copyright theirs)
      string(APPEND copyright "\n---- Of ${package}, which is in part compiled in ----\n\n${theirs}")
    else()
      message(WARNING "the licence of ${package} is not known: /usr/share/doc/${package}/copyright is missing")
    endif()
  endforeach()
  set(documents ${CMAKE_CURRENT_BINARY_DIR}/${name})
  file(WRITE ${documents}/copyright "${copyright}")

  # A day in the past makes the package the same each time that it is built.
  file(WRITE ${documents}/changelog.Debian "glia (${version}) unstable; urgency=medium

  * Release ${PROJECT_VERSION}.

 -- ${CPACK_PACKAGE_CONTACT}  Thu, 01 Jan 2026 00:00:00 +0000
")
  execute_process(COMMAND gzip -9nf ${documents}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${documents}/copyright ${documents}/changelog.Debian.gz
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component})
endfunction()

set(compiled_in libspdlog-dev libfmt-dev nlohmann-json3-dev libxxhash-dev libmbedtls-dev
  librandom123-dev)
if(GLIA_BLAS STREQUAL "private")
  list(PREPEND compiled_in libopenblas-serial-dev)
endif()
set(about "glia trains and runs fully connected neural networks inside any program,"
  "behind a C interface. Every activation function is a plugin.")
math(EXPR next_major "${PROJECT_VERSION_MAJOR} + 1") # whose plugins are in a directory of their own
glia_package(runtime libglia${PROJECT_VERSION_MAJOR} libs DEPENDS "glia-plugins (>= ${PROJECT_VERSION}), glia-plugins (<< ${next_major})"
  CONTAINS ${compiled_in}
  ABOUT "fully connected neural networks behind a C API: library" ${about})
glia_package(plugins glia-plugins libs
  ABOUT "fully connected neural networks behind a C API: activations" ${about}
  "This package has the standard activations.")
glia_package(dev libglia-dev libdevel DEPENDS "libglia${PROJECT_VERSION_MAJOR} (= ${version})"
  ABOUT "fully connected neural networks behind a C API: development files" ${about}
  "This package has what programs are built with, and templates for activations.")
glia_package(tools glia-tools science DEPENDS "libglia${PROJECT_VERSION_MAJOR} (>= ${PROJECT_VERSION})"
  CONTAINS libcli11-dev nlohmann-json3-dev
  ABOUT "fully connected neural networks behind a C API: command" ${about}
  "This package has the command glia.")
glia_package(bindings glia-bindings devel DEPENDS "libglia-dev (>= ${PROJECT_VERSION})"
  ABOUT "fully connected neural networks behind a C API: C#, Go, Python, Rust" ${about}
  "This package has the sources that programs in these languages are built with.")
set(CPACK_DEBIAN_BINDINGS_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_BINDINGS_PACKAGE_SHLIBDEPS OFF)

# A plugin is arithmetic: many use nothing of the C library.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/overrides/glia-plugins
  "glia-plugins: library-not-linked-against-libc *\nglia-plugins: shared-library-lacks-prerequisites *\n")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/overrides/glia-plugins
  DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides COMPONENT plugins)

# What is linked with libglia.so.1 depends on this package, in a version that has the functions it uses: every function
# counts as new in this version, which is never too old. And the loader's cache is refreshed.
set(control ${CMAKE_CURRENT_BINARY_DIR}/control)
file(STRINGS ${PROJECT_SOURCE_DIR}/tests/abi/symbols.txt symbols)
list(TRANSFORM symbols REPLACE "(.+)" "\n \\1@GLIA_1 ${PROJECT_VERSION}")
list(JOIN symbols "" symbols)
set(library libglia${PROJECT_VERSION_MAJOR})
file(WRITE ${control}/symbols
  "libglia.so.${PROJECT_VERSION_MAJOR} ${library} #MINVER#\n GLIA_1@GLIA_1 ${PROJECT_VERSION}${symbols}\n")
file(WRITE ${control}/shlibs "libglia ${PROJECT_VERSION_MAJOR} ${library} (>= ${PROJECT_VERSION})\n")
file(WRITE ${control}/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${control}/shlibs ${control}/symbols ${control}/triggers)

# What Python has made of the module goes with it.
file(WRITE ${control}/prerm "#!/bin/sh\nset -e\nrm -rf /usr/${bindings_dir}/python/__pycache__\n")
file(CHMOD ${control}/prerm PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
  WORLD_EXECUTE)
set(CPACK_DEBIAN_BINDINGS_PACKAGE_CONTROL_EXTRA ${control}/prerm)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib)
include(CPack)
