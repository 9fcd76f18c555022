# Node and npm for the parts of the project written in TypeScript, and a place outside the source tree to use them in.
#
#   ASSAY_NODE, ASSAY_NPM   cache variables: the programs; found in PATH if not given
#   ASSAY_HAVE_NPM          whether they are there and Node is new enough for Vite
#   assay_npm_install(STAGE SOURCE_DIR [ARGS...])   a rule that makes STAGE/installed.stamp: package.json and its lock
#                           copied into STAGE, and `npm ci ARGS...` run there

set(ASSAY_NODE_MINIMUM 20.19)
find_program(ASSAY_NODE node DOC "Node.js ${ASSAY_NODE_MINIMUM} or newer")
find_program(ASSAY_NPM npm DOC "npm, of the same installation as ASSAY_NODE")
mark_as_advanced(ASSAY_NODE ASSAY_NPM)

set(ASSAY_HAVE_NPM FALSE)
if(ASSAY_NODE AND ASSAY_NPM)
  execute_process(COMMAND ${ASSAY_NODE} --version OUTPUT_VARIABLE node_version ERROR_QUIET
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REGEX REPLACE "^v" "" node_version "${node_version}")
  if(node_version VERSION_GREATER_EQUAL ASSAY_NODE_MINIMUM)
    set(ASSAY_HAVE_NPM TRUE)
  endif()
endif()

# npm and what it starts find `node` in PATH, so the chosen one goes first.
cmake_path(GET ASSAY_NODE PARENT_PATH node_folder)
set(ASSAY_NPM_RUN ${CMAKE_COMMAND} -E env --modify PATH=path_list_prepend:${node_folder})

function(assay_npm_install stage source_dir)
  add_custom_command(
    OUTPUT ${stage}/installed.stamp
    COMMAND ${CMAKE_COMMAND} -E make_directory ${stage}
    COMMAND ${CMAKE_COMMAND} -E copy ${source_dir}/package.json ${source_dir}/package-lock.json ${stage}
    COMMAND ${CMAKE_COMMAND} -E chdir ${stage} ${ASSAY_NPM_RUN} ${ASSAY_NPM} ci --no-audit --no-fund --prefer-offline
            --loglevel=error ${ARGN}
    COMMAND ${CMAKE_COMMAND} -E touch ${stage}/installed.stamp
    DEPENDS ${source_dir}/package.json ${source_dir}/package-lock.json
    COMMENT "Installing the packages of ${source_dir}"
    VERBATIM)
endfunction()
