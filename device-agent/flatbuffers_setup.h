// Included before FlatBuffers wherever its code ends up in an image, because its functions are inline: of
// those that differ the linker would take any.
#ifndef ASSAY_FLATBUFFERS_SETUP_H_
#define ASSAY_FLATBUFFERS_SETUP_H_

// Nothing is accessed that has not been verified, and an assertion would pull printf and abort into the
// image.
#define FLATBUFFERS_ASSERT(condition) ((void)0)
#define FLATBUFFERS_ASSERT_INCLUDE <cstdlib>
#include <flatbuffers/base.h>

#include <cstddef>
#include <cstdint>

// The verifier divides this by sizes. As a number of 64 bits it would need a library's division.
static_assert(FLATBUFFERS_MAX_BUFFER_SIZE == INT32_MAX);
#if SIZE_MAX == UINT32_MAX
#undef FLATBUFFERS_MAX_BUFFER_SIZE
#define FLATBUFFERS_MAX_BUFFER_SIZE (static_cast<size_t>(INT32_MAX))
#endif

#endif  // ASSAY_FLATBUFFERS_SETUP_H_
