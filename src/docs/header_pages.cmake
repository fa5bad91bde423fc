cmake_minimum_required(VERSION 3.25)
# A manual page for each public header, from its comments; one for the library; and for each function of C, a link to
# the page of its header.
#   cmake -DAWK=... -DGZIP=... -DROOT=... -DVERSION=... -DDATE=... -DABOUT=... -DOUTPUT=<directory>
#         -P header_pages.cmake
file(REMOVE_RECURSE ${OUTPUT})
file(MAKE_DIRECTORY ${OUTPUT})
set(settings -v date=${DATE} -v version=${VERSION})

# make_page(<page> <awk's arguments>...)
function(make_page page)
  execute_process(COMMAND ${AWK} ${settings} ${ARGN} OUTPUT_FILE ${OUTPUT}/${page} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${GZIP} -9n ${OUTPUT}/${page} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# make_links(<page> <file with names>): so that `man glia_model_create` shows glia_model.h(3)
function(make_links page names)
  file(STRINGS ${names} functions)
  foreach(function IN LISTS functions)
    file(CREATE_LINK ${page}.gz ${OUTPUT}/${function}.3.gz SYMBOLIC)
  endforeach()
  file(REMOVE ${names})
endfunction()

set(docs ${ROOT}/src/docs)
set(scripts -f ${docs}/comments.awk -f ${docs}/print_comment.awk -f ${docs}/roff.awk)
file(GLOB c_headers ${ROOT}/include/glia/*.h)
file(GLOB cpp_headers ${ROOT}/include/glia/*.hpp ${ROOT}/include/glia/cpp/*.hpp ${ROOT}/include/glia/plugin/*.hpp)
list(FILTER cpp_headers EXCLUDE REGEX "/cpp/handle\\.hpp$") # it has nothing for users
make_page(libglia.3 ${scripts} -f ${docs}/library_page.awk -v about=${ABOUT}
  ${ROOT}/README.md ${ROOT}/include/glia/glia.h ${c_headers} ${cpp_headers})
foreach(header IN LISTS c_headers cpp_headers)
  cmake_path(RELATIVE_PATH header BASE_DIRECTORY ${ROOT}/include OUTPUT_VARIABLE page)
  string(REPLACE "/" "_" page ${page})
  string(REGEX REPLACE "^glia_glia\\." "glia." page ${page})
  file(WRITE ${OUTPUT}/names "")
  make_page(${page}.3 ${scripts} -f ${docs}/declarations.awk -f ${docs}/header_page.awk
    -v names=${OUTPUT}/names ${header})
  make_links(${page}.3 ${OUTPUT}/names)
endforeach()
