# Run after all is installed: what uninstall.cmake has to remove. CMake's own install_manifest.txt would not do: it is
# overwritten when the same build is installed elsewhere, and forgets what an earlier version of glia had installed.
string(REPLACE "/" "%" record "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
list(TRANSFORM CMAKE_INSTALL_MANIFEST_FILES PREPEND "$ENV{DESTDIR}" OUTPUT_VARIABLE files)
list(JOIN files "\n" lines)
file(APPEND ${GLIA_INSTALL_RECORDS}/${record}.files "${lines}\n")
