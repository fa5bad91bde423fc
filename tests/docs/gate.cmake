cmake_minimum_required(VERSION 3.25)
# Takes comments away from a copy of the headers, which the check must then refuse, naming all that has lost one.
#   cmake -DSCRIPT=reference.cmake -DINCLUDE=... -DOUTPUT=... <what the script wants> -P gate.cmake
set(copy ${OUTPUT}/include)
file(REMOVE_RECURSE ${OUTPUT})
file(COPY ${INCLUDE}/glia DESTINATION ${copy})

# take_away(<comment, a regular expression> <header> <symbol that it is about>)
set(expected "")
function(take_away comment header symbol)
  file(READ ${copy}/glia/${header} text)
  string(REGEX REPLACE "${comment}" "" without "${text}")
  if(without STREQUAL text)
    message(SEND_ERROR "${header} has no comment '${comment}'")
  endif()
  file(WRITE ${copy}/glia/${header} "${without}")
  set(expected ${expected} "glia/${header}:[0-9]+: error: (Member|Enumerator|Function) ${symbol}[ (]" PARENT_SCOPE)
endfunction()

take_away("/\\* An independent copy\\.[^/]*\\*/\n" model.h glia_model_clone)
take_away("/\\* One thread's workspace[^/]*\\*/\n" session.h glia_session)
take_away(" /\\* after each epoch, validation included \\*/" trainer.h GLIA_EVENT_EPOCH)
take_away(" \\[thread-safe\\]" version.h glia_version)
take_away("/\\* The most classes[^/]*\\*/\n" dataset.h GLIA_MAX_CLASSES)
take_away("    // An independent copy\\.\n" cpp/model.hpp clone)
take_away("// The plugin of a functor, as shown above\\.\n" plugin/elementwise.hpp elementwise)

execute_process(
  COMMAND ${CMAKE_COMMAND} -DDOXYGEN=${DOXYGEN} -DAWK=${AWK} -DVERSION=${VERSION} -DABOUT=${ABOUT} -DHTML=${HTML}
    -DINCLUDE=${copy} -DOUTPUT=${OUTPUT}/reference -P ${SCRIPT}
  RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
string(REGEX REPLACE "[ \n]+" " " said "${said}")
if(NOT status)
  message(SEND_ERROR "headers without these comments are accepted")
endif()
foreach(complaint IN LISTS expected)
  if(NOT said MATCHES "${complaint}")
    message(SEND_ERROR "there is no complaint '${complaint}' in:\n${said}")
  endif()
endforeach()
