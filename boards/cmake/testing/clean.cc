// expect: nothing
int values[4];
int main() { return values[1]; }
