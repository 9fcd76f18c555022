// expect: _ZSt4cout \(iostreams\)
#include <iostream>
int main(int count, char**) { std::cout << count; }
