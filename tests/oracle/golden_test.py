"""What is replaced when golden cases are written anew: run by pytest."""

from oracle import golden


def names_after(folder, wanted):
    for name in ("ADD-int8", "SUB-int8", "circle-of-two-int8"):
        (folder / f"{name}.tflite").write_bytes(b"old")
    golden.write(folder, ".tflite", {}, wanted)
    return sorted(path.stem for path in folder.iterdir())


def test_only_the_wanted_operators_are_replaced(tmp_path):
    assert names_after(tmp_path, ["ADD"]) == ["SUB-int8", "circle-of-two-int8"]


def test_seeds_made_by_hand_stay(tmp_path):
    assert names_after(tmp_path, None) == ["circle-of-two-int8"]
