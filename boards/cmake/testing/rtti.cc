// expect: _ZTI4Base \(RTTI\)
struct Base {
  virtual int Value() { return 1; }
};
struct Derived : Base {
  int Value() override { return 2; }
};
Base* volatile object;
int main() { return dynamic_cast<Derived*>(object) != nullptr; }
