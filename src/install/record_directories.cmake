# Run before anything is installed: which of the directories that glia shares with other software are not there yet.
# Uninstalling takes away these, and no others. What glia has to itself carries its name, and need not be noted.
#   GLIA_INSTALL_RECORDS          where records are kept
#   GLIA_INSTALL_DIRECTORIES      the directories, below the prefix or absolute
string(REPLACE "/" "%" record "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
set(missing "")
foreach(directory IN LISTS GLIA_INSTALL_DIRECTORIES)
  cmake_path(ABSOLUTE_PATH directory BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} NORMALIZE)
  set(directory "$ENV{DESTDIR}${directory}")
  while(NOT EXISTS ${directory})
    list(APPEND missing ${directory})
    cmake_path(GET directory PARENT_PATH directory)
  endwhile()
endforeach()
list(REMOVE_DUPLICATES missing)
if(missing)
  list(JOIN missing "\n" lines)
  file(APPEND ${GLIA_INSTALL_RECORDS}/${record}.directories "${lines}\n")
endif()
