// expect: malloc \(heap\)
#include <cstdlib>
int main(int count, char**) { return *static_cast<volatile int*>(std::malloc(static_cast<unsigned>(count))); }
