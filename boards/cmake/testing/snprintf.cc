// expect: snprintf \(printf family\)
#include <cstdio>
char text[16];
int main(int count, char**) { return std::snprintf(text, sizeof(text), "%d", count); }
