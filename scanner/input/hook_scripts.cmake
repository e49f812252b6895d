# Puts integrations/git-hooks into the program.
set(hooks ${PROJECT_SOURCE_DIR}/integrations/git-hooks)
file(READ ${hooks}/pre-commit pre_commit)
file(READ ${hooks}/pre-push pre_push)
configure_file(input/hook_scripts.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/hook_scripts.cpp @ONLY)
target_sources(foureyes_input PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/hook_scripts.cpp)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${hooks}/pre-commit ${hooks}/pre-push)
