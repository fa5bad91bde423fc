cmake_minimum_required(VERSION 3.25)
# Does what a document says, and looks for SHOWS in what that prints.
#   cmake -DDOCUMENT=... -DTREE=... -DSOURCE=... -DLANGUAGE=... -DCOMMAND=... -DTHEN=... -DSHOWS=... -P follow.cmake
file(READ ${DOCUMENT} text)

if(SOURCE)
  string(FIND "${text}" "```${LANGUAGE}\n" start)
  if(start EQUAL -1)
    message(FATAL_ERROR "${DOCUMENT} has no code in ${LANGUAGE}")
  endif()
  string(SUBSTRING "${text}" ${start} -1 code)
  string(FIND "${code}" "\n" start)
  math(EXPR start "${start} + 1")
  string(SUBSTRING "${code}" ${start} -1 code)
  string(FIND "${code}" "```" end)
  string(SUBSTRING "${code}" 0 ${end} code)
  file(WRITE ${TREE}/${SOURCE} "${code}")
endif()

# Lines that begin so, with those that a backslash joins to them.
string(REGEX MATCHALL "\n *${COMMAND}([^\n\\\\]|\\\\\n)*" commands "${text}")
if(NOT commands)
  message(FATAL_ERROR "${DOCUMENT} has no command that begins with '${COMMAND}'")
endif()
list(APPEND commands "\n${THEN}\n")
string(JOIN "" script ${commands})

set(ENV{PATH} "${TREE}/build/release/bin:$ENV{PATH}")
execute_process(COMMAND sh -e -c "${script}" WORKING_DIRECTORY ${TREE} OUTPUT_VARIABLE shown ERROR_VARIABLE shown
  COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
message("${shown}")
if(NOT shown MATCHES "${SHOWS}")
  message(FATAL_ERROR "'${SHOWS}' is not in that")
endif()
