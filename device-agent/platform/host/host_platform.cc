#include "device-agent/platform/host/host_platform.h"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <poll.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cstring>

#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

constexpr uint64_t kNanosecondsPerSecond = 1'000'000'000;

// The process has one platform, as a board has.
HostConfiguration configuration = {};
std::span<uint8_t> arena;
std::span<uint8_t> model_store;
bool closed = false;
uint64_t timer_start = 0;

std::span<uint8_t> Map(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return {};
  return {static_cast<uint8_t*>(memory), bytes};
}

uint64_t Now() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * kNanosecondsPerSecond + static_cast<uint64_t>(now.tv_nsec);
}

// Looks for the note of type NT_GNU_BUILD_ID in the first image of the process, which is the program itself.
int FindBuildId(dl_phdr_info* image, size_t, void* result) {
  for (int i = 0; i < image->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = image->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    // The loader gives addresses as numbers. NOLINTNEXTLINE(performance-no-int-to-ptr)
    const auto* note = reinterpret_cast<const uint8_t*>(image->dlpi_addr + segment.p_vaddr);
    const uint8_t* const end = note + segment.p_memsz;
    while (note + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) header;
      std::memcpy(&header, note, sizeof(header));
      const uint8_t* const name = note + sizeof(header);
      const uint8_t* const content = name + (header.n_namesz + 3) / 4 * 4;
      if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
        *static_cast<std::span<const uint8_t>*>(result) = {content, header.n_descsz};
        return 1;
      }
      note = content + (header.n_descsz + 3) / 4 * 4;
    }
  }
  return 1;
}

}  // namespace

bool ConfigureHost(const HostConfiguration& wanted) {
  configuration = wanted;
  arena = Map(wanted.arena_bytes);
  model_store = Map(wanted.model_store_bytes);
  return !arena.empty() && !model_store.empty();
}

size_t Read(std::span<uint8_t> bytes) {
  pollfd descriptor = {.fd = configuration.fd, .events = POLLIN, .revents = 0};
  if (closed || poll(&descriptor, 1, 0) <= 0) return 0;
  const ssize_t count = read(configuration.fd, bytes.data(), bytes.size());
  if (count > 0) return static_cast<size_t>(count);
  closed = count == 0 || (errno != EINTR && errno != EAGAIN);
  return 0;
}

void Write(std::span<const uint8_t> bytes) {
  while (!bytes.empty() && !closed) {
    const ssize_t count = write(configuration.fd, bytes.data(), bytes.size());
    if (count > 0) {
      bytes = bytes.subspan(static_cast<size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd descriptor = {.fd = configuration.fd, .events = POLLOUT, .revents = 0};
      poll(&descriptor, 1, -1);
    } else if (errno != EINTR) {
      closed = true;
    }
  }
}

bool WaitForInput() {
  pollfd descriptor = {.fd = configuration.fd, .events = POLLIN, .revents = 0};
  if (!closed && poll(&descriptor, 1, -1) < 0 && errno != EINTR) closed = true;
  return !closed;
}

Clock GetClock() {
  return {.domain = Domain::kTime,
          .tick_hz = kNanosecondsPerSecond,
          .domain_hz = kNanosecondsPerSecond,
          .clock_hz = 0};
}

void StartTimer() { timer_start = Now(); }

uint64_t ElapsedTicks() { return Now() - timer_start; }

uint64_t StopTimer() { return ElapsedTicks(); }

#if defined(__SANITIZE_ADDRESS__)
// AddressSanitizer watches the very bytes that painting writes.
void PaintStack() {}
uint32_t StackUsed() { return 0; }
#else
namespace {

constexpr size_t kPaintedStackBytes = 256 * 1024;
constexpr uint8_t kPaint = 0xa5;
uintptr_t painted_low = 0;
uintptr_t painted_high = 0;
uintptr_t caller_end = 0;  // where the caller's frame ends, and that of anything it calls begins

}  // namespace

// The area is the stack that the next calls will use. Its address leaves as a number, because the area ends
// with the function.
[[gnu::noinline]] void PaintStack() {
  volatile uint8_t area[kPaintedStackBytes];
  for (size_t i = 0; i < kPaintedStackBytes; ++i) area[i] = kPaint;
  painted_low = reinterpret_cast<uintptr_t>(area);
  painted_high = painted_low + kPaintedStackBytes;
  caller_end = reinterpret_cast<uintptr_t>(__builtin_dwarf_cfa());
}

[[gnu::noinline]] uint32_t StackUsed() {
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const auto* stack = reinterpret_cast<const volatile uint8_t*>(painted_low);
  const size_t size = painted_high - painted_low;
  size_t unused = 0;
  while (unused < size && stack[unused] == kPaint) ++unused;
  return static_cast<uint32_t>(caller_end - painted_low - unused);
}
#endif

// The operating system puts a page without access below every stack, and whoever started the process learns
// how it ended.
bool StackGuarded() { return true; }
const char* TakeLastFault() { return ""; }

std::span<uint8_t> Arena() { return arena; }
std::span<uint8_t> ModelStore() { return model_store; }

const char* BoardName() { return configuration.board; }
const char* UnitName() { return configuration.unit; }

std::span<const uint8_t> BuildId() {
  std::span<const uint8_t> build_id;
  dl_iterate_phdr(FindBuildId, &build_id);
  return build_id;
}

}  // namespace assay::platform
