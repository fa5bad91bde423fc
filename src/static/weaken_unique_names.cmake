cmake_minimum_required(VERSION 3.25)
# Makes the names that an object defines, and that are to be unique in a program, weak ones. What it only refers to
# stays as it is: of a static library, the linker takes nothing for a weak reference, which is then null.
#   cmake -DOBJECT=... -DNM=... -DOBJCOPY=... -P weaken_unique_names.cmake
execute_process(COMMAND ${NM} --defined-only --format=posix ${OBJECT} OUTPUT_FILE ${OBJECT}.txt
  COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${OBJECT}.txt unique REGEX "^[^ ]+ u ")
list(TRANSFORM unique REPLACE " .*" "")
list(JOIN unique "\n" names)
file(WRITE ${OBJECT}.txt "# These are weak:\n${names}\n") # objcopy takes no empty file
execute_process(COMMAND ${OBJCOPY} --weaken-symbols=${OBJECT}.txt ${OBJECT} COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE ${OBJECT}.txt)
