cmake_minimum_required(VERSION 3.25)
# Runs Doxygen over the headers in INCLUDE/glia; fails where a public symbol has no comment, or a function of C no
# thread tag.
#   cmake -DDOXYGEN=... -DAWK=... -DINCLUDE=<directory> -DHTML=YES|NO -DVERSION=... -DABOUT=... -DOUTPUT=<directory>
#         -P reference.cmake
# Enumerators, of which Doxygen 1.9 does not complain, and thread tags are looked for in its XML, which HTML=NO makes.
file(REMOVE_RECURSE ${OUTPUT}/xml)
file(MAKE_DIRECTORY ${OUTPUT})
set(docs ${CMAKE_CURRENT_LIST_DIR})
set(XML YES)
if(HTML)
  set(XML NO)
endif()
configure_file(${docs}/Doxyfile.in ${OUTPUT}/Doxyfile @ONLY)
execute_process(COMMAND ${DOXYGEN} ${OUTPUT}/Doxyfile RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)

# complain(<element of XML> <kind> <what is wrong>): about the element, at its line or where its group begins
function(complain element kind what)
  string(REGEX MATCH "<name>([^<]*)</name>" name "${element}")
  set(name ${CMAKE_MATCH_1})
  string(REGEX MATCH "<location file=\"([^\"]*)\" line=\"([0-9]*)" location "${element}${text}")
  set(said "${said}${INCLUDE}/${CMAKE_MATCH_1}:${CMAKE_MATCH_2}: error: ${kind} ${name} ${what}\n" PARENT_SCOPE)
  set(status 1 PARENT_SCOPE)
endfunction()

file(GLOB pages ${OUTPUT}/xml/*.xml)
foreach(page IN LISTS pages)
  file(READ ${page} text)
  string(REPLACE ";" "" text "${text}")
  string(REPLACE "[" "(" text "${text}") # brackets would hold a list together
  string(REPLACE "]" ")" text "${text}")

  string(REPLACE "</enumvalue>" ";" enumerators "${text}")
  list(POP_BACK enumerators)
  foreach(enumerator IN LISTS enumerators)
    string(REGEX REPLACE "^.*<enumvalue " "" enumerator "${enumerator}")
    if(NOT enumerator MATCHES "<para>")
      complain("${enumerator}" Enumerator "is not documented.")
    endif()
  endforeach()

  string(REPLACE "</memberdef>" ";" members "${text}")
  list(POP_BACK members)
  foreach(member IN LISTS members)
    string(REGEX REPLACE "^.*<memberdef " "" member "${member}")
    if(member MATCHES "^kind=\"function\".*<name>glia_" AND NOT member MATCHES "\\((const|exclusive|thread-safe)[,)]")
      complain("${member}" Function "does not tell which threads may call it.")
    endif()
  endforeach()
endforeach()

message("${said}")
if(status)
  message(FATAL_ERROR "the comments in ${INCLUDE}/glia are not complete")
endif()
