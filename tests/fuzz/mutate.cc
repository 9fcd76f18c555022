// How the fuzzers change a model: mostly words in place, because a FlatBuffer of which bytes are inserted or
// removed is hardly ever one again.
#include <cstring>
#include <iterator>
#include <random>

#include "kernels/types.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

// Indices, dimensions, options and their limits; then floats, as scales.
constexpr uint32_t kWords[] = {
    0,          1,          2,          3,          4,          5,          6,          7,
    8,          15,         16,         17,         31,         63,         64,         127,
    128,        129,        255,        256,        1024,       0x7FFF,     0x8000,     0xFFFF,
    0x10000,    0x7FFFFF,   0x1000000,  0x40000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFF80, 0xFFFFFFFD,
    0xFFFFFFFE, 0xFFFFFFFF, 0x3F800000, 0xBF800000, 0x3B808081, 0x00000001, 0x00800000, 0x7F7FFFFF,
    0x7F800000, 0x7FC00000, 0x4F000000, 0x2F000000};

void ChangeWord(std::minstd_rand* random, uint8_t* data, size_t size) {
  const auto somewhere = [&] { return (*random)() % (size / 4) * 4; };
  const size_t at = somewhere();
  uint32_t word;
  std::memcpy(&word, data + at, sizeof(word));
  switch ((*random)() % 4) {
    case 0:
      word = kWords[(*random)() % std::size(kWords)];
      break;
    case 1:
      word += (*random)() % 17 - 8;
      break;
    case 2:  // what stands elsewhere: another tensor, another shape, another offset
      std::memcpy(&word, data + somewhere(), sizeof(word));
      break;
    default:
      reinterpret_cast<uint8_t*>(&word)[(*random)() % 4] =
          static_cast<uint8_t>(kWords[(*random)() % std::size(kWords)]);
  }
  std::memcpy(data + at, &word, sizeof(word));
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  if (size < 64 || random() % 5 == 0) return LLVMFuzzerMutate(data, size, max_size);
  for (size_t changes = 1 + random() % 3; changes > 0; --changes) ChangeWord(&random, data, size);
  return size;
}
