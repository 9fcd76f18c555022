// expect: printf \(printf family\)
#include <cstdio>
int main(int count, char**) { return std::printf("%d\n", count); }
