# The libraries of Debian and Ubuntu, each under one name of ours. Nothing is downloaded.
#
# A gate runs at every commit, so it must start in a millisecond. Each library is linked from its
# static archive where the system has one that links, else shared; FOUREYES_SHARED_LIBRARIES takes
# the shared ones throughout (4 to 9 ms to start, most of it libgit2 parsing the CA bundle for a
# network that foureyes never uses: scanner/input/without_network.cpp).
option(FOUREYES_SHARED_LIBRARIES "Link the shared libraries of the system" OFF)

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_path(FOUREYES_TOML toml++/toml.h REQUIRED)  # header only
mark_as_advanced(FOUREYES_TOML)
find_package(tl-expected REQUIRED)
pkg_check_modules(hyperscan REQUIRED IMPORTED_TARGET libhs)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET GLOBAL libdeflate)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET GLOBAL libarchive)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
set(yaml_target yaml-cpp)
if(TARGET yaml-cpp::yaml-cpp)
  set(yaml_target yaml-cpp::yaml-cpp)
endif()

# foureyes_library(NAME SHARED target ARCHIVES name... CALL code HEADER header
#                  [SYSTEM library...] [SOURCES file...] [DEFINITIONS name...])
# makes foureyes::NAME. The archives are taken when a program of HEADER and CALL links with them
# (those that the system lacks are left out; the link tells whether they were needed).
set(foureyes_all_static ON)
function(foureyes_library name)
  cmake_parse_arguments(library "" "SHARED;HEADER;CALL" "ARCHIVES;SYSTEM;SOURCES;DEFINITIONS" ${ARGN})
  get_target_property(includes ${library_SHARED} INTERFACE_INCLUDE_DIRECTORIES)
  add_library(foureyes_${name} INTERFACE)
  add_library(foureyes::${name} ALIAS foureyes_${name})
  set(archives "")
  foreach(archive IN LISTS library_ARCHIVES)
    find_library(FOUREYES_ARCHIVE_${archive} NAMES lib${archive}.a)
    mark_as_advanced(FOUREYES_ARCHIVE_${archive})
    if(FOUREYES_ARCHIVE_${archive})
      list(APPEND archives ${FOUREYES_ARCHIVE_${archive}})
    endif()
  endforeach()
  if(archives AND NOT FOUREYES_SHARED_LIBRARIES AND NOT DEFINED FOUREYES_STATIC_${name})
    set(probe ${CMAKE_BINARY_DIR}/probes/${name}.cpp)
    file(WRITE ${probe} "#include <${library_HEADER}>\nint main() { ${library_CALL}; return 0; }\n")
    set(definitions ${library_DEFINITIONS})
    list(TRANSFORM definitions PREPEND -D)
    set(include_flags "")
    if(includes)
      set(include_flags "-DINCLUDE_DIRECTORIES=${includes}")
    endif()
    try_compile(links ${CMAKE_BINARY_DIR}/probes/${name}
      SOURCES ${probe} ${library_SOURCES}
      CMAKE_FLAGS ${include_flags}
      COMPILE_DEFINITIONS ${definitions} -I${CMAKE_CURRENT_SOURCE_DIR}
      LINK_LIBRARIES ${archives} ${library_SYSTEM} Threads::Threads
      CXX_STANDARD 20)
    set(FOUREYES_STATIC_${name} ${links} CACHE INTERNAL "The archive of ${name} links")
  endif()
  if(FOUREYES_STATIC_${name} AND NOT FOUREYES_SHARED_LIBRARIES)
    target_link_libraries(foureyes_${name} INTERFACE ${archives} ${library_SYSTEM} Threads::Threads)
    target_compile_definitions(foureyes_${name} INTERFACE ${library_DEFINITIONS})
    if(includes)
      target_include_directories(foureyes_${name} SYSTEM INTERFACE ${includes})
    endif()
  else()
    target_link_libraries(foureyes_${name} INTERFACE ${library_SHARED})
    set(foureyes_all_static OFF PARENT_SCOPE)
  endif()
endfunction()

foureyes_library(crypto SHARED OpenSSL::Crypto ARCHIVES crypto SYSTEM ${CMAKE_DL_LIBS}
  HEADER openssl/evp.h CALL "EVP_MD_CTX_free(EVP_MD_CTX_new())")
foureyes_library(yaml SHARED ${yaml_target} ARCHIVES yaml-cpp
  HEADER yaml-cpp/yaml.h CALL "YAML::Load(\"a\")")
foureyes_library(hyperscan SHARED PkgConfig::hyperscan ARCHIVES hs
  HEADER hs/hs.h CALL "hs_free_compile_error(nullptr); hs_free_database(nullptr)")
foureyes_library(re2 SHARED PkgConfig::re2 ARCHIVES re2
  HEADER re2/re2.h CALL "RE2::FullMatch(\"a\", \"a\")")
foureyes_library(git SHARED PkgConfig::libgit2 ARCHIVES git2 mbedcrypto http_parser pcre2-8 z
  HEADER git2.h CALL "git_libgit2_init()"
  SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/input/without_network.cpp
  DEFINITIONS FOUREYES_LIBGIT2_WITHOUT_NETWORK)
foureyes_library(deflate SHARED PkgConfig::libdeflate ARCHIVES deflate
  HEADER libdeflate.h CALL "libdeflate_free_decompressor(libdeflate_alloc_decompressor())")
foureyes_library(zlib SHARED ZLIB::ZLIB ARCHIVES z
  HEADER zlib.h CALL "zlibVersion()")
foureyes_library(archive SHARED PkgConfig::libarchive ARCHIVES archive lzma bz2 zstd z
  HEADER archive.h
  CALL "archive* a = archive_read_new(); archive_read_support_filter_gzip(a); \
        archive_read_support_filter_bzip2(a); archive_read_support_filter_xz(a); \
        archive_read_support_filter_zstd(a); archive_read_support_format_tar(a); \
        archive_read_support_format_zip(a); archive_read_support_format_raw(a)"
  SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/secrets/views/without_ciphers.cpp
  DEFINITIONS FOUREYES_LIBARCHIVE_WITHOUT_CIPHERS)
add_library(foureyes::cli11 ALIAS CLI11::CLI11)

# foureyes_link_executable(TARGET): one file without shared libraries where that links, since the
# dynamic loader alone takes as long as the rest of a start.
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)
set(static_executable "")
if(foureyes_all_static AND NOT FOUREYES_SANITIZE)
  set(CMAKE_REQUIRED_FLAGS -fPIE)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
  check_cxx_source_compiles(
    "#include <string>\nint main(int n, char**) { return std::string(unsigned(n), 'x').empty(); }"
    FOUREYES_STATIC_PIE_LINKS)
  unset(CMAKE_REQUIRED_FLAGS)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  # glibc warns about functions of the resolver and of dlopen, which are linked and never called.
  check_linker_flag(CXX LINKER:--no-warnings FOUREYES_LINKER_NO_WARNINGS)
  if(FOUREYES_STATIC_PIE_LINKS)
    set(static_executable -static-pie $<$<BOOL:${FOUREYES_LINKER_NO_WARNINGS}>:LINKER:--no-warnings>)
  endif()
endif()
set(FOUREYES_EXECUTABLE_OPTIONS "${static_executable}" CACHE INTERNAL "How executables are linked")
function(foureyes_link_executable target)
  target_link_options(${target} PRIVATE ${FOUREYES_EXECUTABLE_OPTIONS})
endfunction()
