// expect: __cxa_throw \(exceptions\)
int main(int count, char**) {
  if (count > 1) throw count;
  return 0;
}
