cmake_minimum_required(VERSION 3.25)
# Takes a comment away from a copy of the headers, which the check must then refuse, naming what has lost it.
#   cmake -DSCRIPT=reference.cmake -DINCLUDE=... -DOUTPUT=... <what the script wants> -P gate.cmake
set(copy ${OUTPUT}/include)

# refused_without(<comment, a regular expression> <header> <symbol that it is about>)
function(refused_without comment header symbol)
  file(REMOVE_RECURSE ${OUTPUT})
  file(COPY ${INCLUDE}/glia DESTINATION ${copy})
  file(READ ${copy}/glia/${header} text)
  string(REGEX REPLACE "${comment}" "" without "${text}")
  if(without STREQUAL text)
    message(SEND_ERROR "${header} has no comment '${comment}'")
    return()
  endif()
  file(WRITE ${copy}/glia/${header} "${without}")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DDOXYGEN=${DOXYGEN} -DAWK=${AWK} -DVERSION=${VERSION} -DABOUT=${ABOUT} -DHTML=${HTML}
      -DINCLUDE=${copy} -DOUTPUT=${OUTPUT}/reference -P ${SCRIPT}
    RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(NOT status)
    message(SEND_ERROR "${header} is accepted without '${comment}'")
  elseif(NOT said MATCHES "glia/${header}:[0-9]+: error: (Member|Enumerator|Function) ${symbol}[ (]")
    message(SEND_ERROR "${header} is refused without '${comment}', but not for ${symbol}:\n${said}")
  endif()
endfunction()

refused_without("/\\* An independent copy\\.[^/]*\\*/\n" model.h glia_model_clone)
refused_without("/\\* One thread's workspace[^/]*\\*/\n" session.h glia_session)
refused_without(" /\\* after each epoch, validation included \\*/" trainer.h GLIA_EVENT_EPOCH)
refused_without(" \\[thread-safe\\]" version.h glia_version)
refused_without("/\\* The most classes[^/]*\\*/\n" dataset.h GLIA_MAX_CLASSES)
refused_without("    // An independent copy\\.\n" cpp/model.hpp clone)
refused_without("// The plugin of a functor, as shown above\\.\n" plugin/elementwise.hpp elementwise)
