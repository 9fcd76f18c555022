"""What is said, by whom, and in which split: the lists that keep the evaluation honest.

A voice is an accent of English plus a variant (a set of formants, pitch and timbre). A variant is to
espeak-ng what a speaker is to a recorded corpus: no two splits share one. Accents are shared, but
for New York's, which only the test voices have. Variants whose names make them relatives (robosoft,
robosoft2, …) stay in one split. Left out: `caleb` and `klatt6`, which sound exactly like `klatt`.
"""

from dataclasses import dataclass

import numpy as np

LABELS = [
    "down",
    "go",
    "left",
    "no",
    "off",
    "on",
    "right",
    "stop",
    "up",
    "yes",
    "silence",
    "unknown",
]
KEYWORDS = LABELS[:10]
SILENCE = LABELS.index("silence")
UNKNOWN = LABELS.index("unknown")

# Other words, all of class `unknown`. Those of the second list are never heard in training.
OTHER_WORDS = [
    "bed",
    "bird",
    "cat",
    "dog",
    "eight",
    "five",
    "four",
    "happy",
    "house",
    "marvin",
    "nine",
    "one",
    "seven",
    "six",
    "three",
    "tree",
    "two",
    "wow",
    "zero",
    "forward",
    "follow",
    "learn",
    "water",
    "time",
    "light",
    "door",
    "start",
    "garden",
    "open",
    "again",
]
UNHEARD_WORDS = [
    "sheila",
    "backward",
    "visual",
    "music",
    "pause",
    "tonight",
    "never",
    "window",
    "coffee",
    "lamp",
]

ACCENTS = [
    "en-gb",
    "en-us",
    "en-gb-scotland",
    "en-gb-x-gbclan",
    "en-gb-x-gbcwmd",
    "en-gb-x-rp",
    "en-029",
]


@dataclass(frozen=True)
class Split:
    """One split: its voices and how much is said and augmented."""

    name: str
    seed: int
    accents: list[str]
    variants: list[str]
    per_keyword: int  # utterances of each keyword
    unknown: int  # utterances of other words
    unheard: int  # utterances of words outside the training vocabulary
    silence: int  # clips without speech
    copies: int  # augmented clips made of each utterance
    disguise: bool = False  # whether every copy also changes the voice


TRAIN = Split(
    name="train",
    seed=1,
    accents=ACCENTS,
    variants=[
        "Andrea",
        "Andy",
        "AnxiousAndy",
        "Demonic",
        "Gene",
        "Gene2",
        "Henrique",
        "Michael",
        "Mike",
        "Nguyen",
        "RicishayMax",
        "RicishayMax2",
        "RicishayMax3",
        "Tweaky",
        "UniRobot",
        "adam",
        "anika",
        "anikaRobot",
        "antonio",
        "benjamin",
        "boris",
        "croak",
        "david",
        "ed",
        "edward",
        "edward2",
        "f1",
        "f4",
        "fast",
        "iven",
        "iven2",
        "iven3",
        "iven4",
        "john",
        "kaukovalta",
        "klatt",
        "klatt2",
        "klatt3",
        "klatt4",
        "klatt5",
        "m1",
        "m3",
        "m5",
        "m8",
        "marcelo",
        "max",
        "michel",
        "miguel",
        "norbert",
        "rob",
        "robert",
        "robosoft",
        "robosoft2",
        "robosoft3",
        "robosoft4",
        "robosoft5",
        "robosoft6",
        "robosoft7",
        "robosoft8",
        "sandro",
        "steph",
        "steph2",
        "steph3",
        "travis",
        "whisper",
        "whisperf",
    ],
    per_keyword=470,
    unknown=1410,
    unheard=0,
    silence=470,
    copies=6,
    disguise=True,
)
VALIDATION = Split(
    name="validation",
    seed=2,
    accents=ACCENTS,
    variants=[
        "Alex",
        "Denis",
        "Jacky",
        "aunty",
        "f2",
        "gustave",
        "m2",
        "m6",
        "shelby",
        "victor",
    ],
    per_keyword=30,
    unknown=60,
    unheard=0,
    silence=30,
    copies=4,
)
TEST = Split(
    name="test",
    seed=3,
    accents=[*ACCENTS, "en-us-nyc"],
    variants=[
        "Alicia",
        "Annie",
        "Diogo",
        "Hugo",
        "Lee",
        "Marco",
        "Mario",
        "Storm",
        "announcer",
        "belinda",
        "f3",
        "f5",
        "grandma",
        "grandpa",
        "linda",
        "m4",
        "m7",
        "pablo",
        "paul",
        "pedro",
        "quincy",
        "zac",
    ],
    per_keyword=30,
    unknown=15,
    unheard=15,
    silence=30,
    copies=1,
)
SPLITS = [TRAIN, VALIDATION, TEST]


@dataclass(frozen=True)
class Utterance:
    """One word, said by one voice in one manner."""

    word: str
    label: int
    voice: str  # as espeak-ng names it: accent+variant
    speed: int  # words a minute
    pitch: int  # 0…99
    amplitude: int  # 0…200


def plan(split: Split) -> list[Utterance]:
    """Draws the utterances of a split. The same split always gives the same list.

    Voices come in shuffled rounds, so every voice says each keyword before one says it twice.
    """
    rng = np.random.default_rng(split.seed)
    voices = [f"{a}+{v}" for a in split.accents for v in split.variants]

    def say(label: int, words: list[str]) -> list[Utterance]:
        order: list[str] = []
        while len(order) < len(words):
            order.extend(rng.permutation(voices).tolist())
        return [
            Utterance(
                word=word,
                label=label,
                voice=voice,
                speed=int(rng.integers(115, 221)),
                pitch=int(rng.integers(20, 81)),
                amplitude=int(rng.integers(60, 141)),
            )
            for word, voice in zip(words, order)
        ]

    spoken: list[Utterance] = []
    for label, word in enumerate(KEYWORDS):
        spoken += say(label, [word] * split.per_keyword)
    others = rng.choice(OTHER_WORDS, split.unknown).tolist()
    others += rng.choice(UNHEARD_WORDS, split.unheard).tolist()
    return spoken + say(UNKNOWN, others)
