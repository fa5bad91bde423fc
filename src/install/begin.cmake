# What has to be said before the first install rule.

# Whatever the umask is, everybody may read what is installed, and its owner alone may change it: glia refuses plugins
# that others can write.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# What can be uninstalled: not the files of a project that glia is a part of.
if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
set(GLIA_INSTALL_RECORDS ${PROJECT_BINARY_DIR}/installed)
set(shared_directories ${CMAKE_INSTALL_BINDIR} ${CMAKE_INSTALL_INCLUDEDIR}
  ${CMAKE_INSTALL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_LIBDIR}/cmake
  ${CMAKE_INSTALL_DATADIR}/doc ${CMAKE_INSTALL_MANDIR}/man1 ${CMAKE_INSTALL_MANDIR}/man3)
install(CODE "set(GLIA_INSTALL_RECORDS \"${GLIA_INSTALL_RECORDS}\")
set(GLIA_INSTALL_DIRECTORIES \"${shared_directories}\")" ALL_COMPONENTS)
install(SCRIPT ${CMAKE_CURRENT_LIST_DIR}/record_directories.cmake ALL_COMPONENTS)
