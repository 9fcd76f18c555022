// expect: init_array is not empty \(static constructor\)
int Now();
int start = Now();
volatile int source;
int Now() { return source; }
int main() { return start; }
