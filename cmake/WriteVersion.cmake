# Writes version.h of the harness at every build, so that its commit is the one that was built; touches the file only if
# it changes. Needs SOURCE (the source tree), VERSION and OUTPUT.
find_package(Git QUIET)
set(ASSAY_COMMIT "")
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
                  OUTPUT_VARIABLE ASSAY_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
set(PROJECT_VERSION ${VERSION})
configure_file(${SOURCE}/harness/base/version.h.in ${OUTPUT} @ONLY)
