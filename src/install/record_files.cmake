# Run after all is installed: what uninstall.cmake has to remove. CMake's own install_manifest.txt would not do: it is
# overwritten when the same build is installed elsewhere, and forgets what an earlier version of glia had installed.
string(REPLACE "/" "%" record "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
set(record ${GLIA_INSTALL_RECORDS}/${record}.files)
list(TRANSFORM CMAKE_INSTALL_MANIFEST_FILES PREPEND "$ENV{DESTDIR}" OUTPUT_VARIABLE files)
if(EXISTS ${record})
  file(STRINGS ${record} earlier)
  list(APPEND files ${earlier})
endif()
list(REMOVE_DUPLICATES files)
list(JOIN files "\n" lines)
file(WRITE ${record} "${lines}\n")
