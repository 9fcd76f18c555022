"""The CTest test `oracle.random`: fresh cases on every run. `python random_test.py ASSAY_ORACLE CASES FOLDER`.

TFLM crashes on some cases; a tenth may be lost so.
"""

import pathlib
import subprocess
import sys

program, cases, folder = sys.argv[1:]
file = pathlib.Path(folder) / "random.jsonl"
generate = ["-m", "oracle.generate", "--cases", cases, "--out", str(file)]
generated = subprocess.run([sys.executable, *generate], check=False)
if generated.returncode != 0:
    sys.exit(f"generate ended with {generated.returncode}")
sys.stdout.flush()
at_least = str(int(cases) * 9 // 10)
compared = subprocess.run([program, "--at-least", at_least, str(file)], check=False)
if compared.returncode != 0:
    sys.exit("to repeat it: ASSAY_ORACLE_SEED=<the seed above>")
file.unlink()
