cmake_minimum_required(VERSION 3.25)
# Installs the build below STAGE, each component by itself so that its files can be listed, and moves all to MOVED.
#   cmake -DBUILD=... -DSTAGE=... -DMOVED=... -P stage.cmake
file(REMOVE_RECURSE ${STAGE} ${MOVED})
foreach(component runtime dev plugins tools bindings)
  execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${STAGE} --component ${component} --strip
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  # The next installation of this build, by another test, writes another list in its place.
  file(COPY_FILE ${BUILD}/install_manifest_${component}.txt ${STAGE}_${component}.txt)
endforeach()
file(RENAME ${STAGE} ${MOVED})
