// expect: _Znwj \(operator new\)
int main(int count, char**) { return *new volatile int(count); }
