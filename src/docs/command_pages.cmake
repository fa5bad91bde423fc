cmake_minimum_required(VERSION 3.25)
# A manual page for the glia command and for each of its subcommands, from what their --help says.
#   cmake -DCOMMAND=<built command> -DEMULATOR=<what runs it, or nothing> -DAWK=... -DGZIP=... -DROOT=... -DVERSION=...
#         -DDATE=... -DOUTPUT=<directory> -P command_pages.cmake
separate_arguments(EMULATOR)
file(REMOVE_RECURSE ${OUTPUT})
file(MAKE_DIRECTORY ${OUTPUT})

# make_page(<word>...): of `glia <word>...` and its subcommands
function(make_page)
  execute_process(COMMAND ${EMULATOR} ${COMMAND} ${ARGN} --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
  list(JOIN ARGN " " words)
  string(STRIP "glia ${words}" command)
  string(REPLACE " " "-" page ${OUTPUT}/${command}.1)
  file(WRITE ${page}.txt "${help}")
  set(readme "")
  if(NOT ARGN)
    set(readme -v README=${ROOT}/README.md)
  endif()
  execute_process(
    COMMAND ${AWK} -f ${ROOT}/src/docs/roff.awk -f ${ROOT}/src/docs/help_page.awk -v command=${command}
      -v date=${DATE} -v version=${VERSION} -v more=${ROOT}/src/docs/exit_status.man ${readme} ${page}.txt
    OUTPUT_FILE ${page} COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE ${page}.txt)
  execute_process(COMMAND ${GZIP} -9n ${page} COMMAND_ERROR_IS_FATAL ANY)

  if(help MATCHES "\nCommands:\n(.*)")
    string(REGEX REPLACE "\n\n.*" "\n" listed "${CMAKE_MATCH_1}")
    string(REGEX MATCHALL "  [a-z_]+ [^\n]*\n" listed "${listed}")
    foreach(line IN LISTS listed)
      string(REGEX MATCH "[a-z_]+" word "${line}")
      make_page(${ARGN} ${word})
    endforeach()
  endif()
endfunction()

make_page()
