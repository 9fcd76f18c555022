# Proves that an image keeps the rules of the device side: no heap, no exceptions, no RTTI, no iostreams, no printf
# family, no static constructors. Fails with the names of the offenders.
#
#   cmake -DIMAGE=agent.elf -DNM=arm-none-eabi-nm -DOBJDUMP=arm-none-eabi-objdump -P check_image.cmake

cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${NM} ${IMAGE} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${OBJDUMP} -h ${IMAGE} OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
if(NOT symbols)
  message(FATAL_ERROR "${IMAGE}: has no symbols, so nothing can be proved; link it without -s")
endif()

# Rule; regular expression of whole symbol names (newlib also has re-entrant variants: _malloc_r, __sfvwrite_r, ...).
set(rules
    "heap"           "_*(malloc|free|calloc|realloc|memalign|reallocf|sbrk)(_r)?"
    "operator new"   "_Zn[wa].*"
    "operator delete" "_Zd[la].*"
    "printf family"  "_*(v?(s|sn|f|as|d|i|fi|si|sni|asi|asn|di)?i?printf|svfi?printf|sf?vi?printf|vfi?printf|sv?fprintf)(_r)?"
    "printf family"  "_*(sfvwrite|puts|fputs|putchar|fwrite|dtoa|printf_(i|float|common))(_r)?"
    "exceptions"     "__cxa_(throw|rethrow|allocate_exception|begin_catch|end_catch|throw_bad.*)|_Unwind_.*|__gxx_personality.*|_ZSt9terminatev|_ZSt[0-9]+__throw_.*"
    "RTTI"           "_ZT[IS].*|__dynamic_cast"
    "iostreams"      "_ZN?K?S(t|o|i|d)[0-9]*(cout|cin|cerr|clog|basic_(i|o|io)?stream|ios_base|basic_ios).*|_ZSt(4cout|3cin|4cerr|4clog).*"
    "static constructor" "_GLOBAL__sub_I_.*|__cxa_(atexit|guard_acquire)|__aeabi_atexit")

set(offenders "")
foreach(line IN LISTS symbols)
  string(REGEX REPLACE "^.* " "" symbol "${line}")
  set(remaining ${rules})
  while(remaining)
    list(POP_FRONT remaining rule pattern)
    if(symbol MATCHES "^(${pattern})$")
      string(APPEND offenders "\n  ${symbol} (${rule})")
      break()
    endif()
  endwhile()
endforeach()

# Of a section with entries objdump prints index, name and size; without entries it may print none at all.
foreach(section .init_array .preinit_array .ctors)
  if(sections MATCHES "\n *[0-9]+ \\${section} +([0-9a-f]+)" AND NOT CMAKE_MATCH_1 MATCHES "^0+$")
    string(APPEND offenders "\n  ${section} is not empty (static constructor)")
  endif()
endforeach()

if(offenders)
  message(FATAL_ERROR "${IMAGE}: breaks the rules of the device side:${offenders}")
endif()
