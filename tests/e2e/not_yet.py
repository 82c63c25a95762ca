"""What the storyboards do not tell yet: said whenever they are run, until it is told."""

NOT_YET = {
    "A": ("profile comes with a later issue",),
    "B": ("profile comes with a later issue",),
    "C": ("profile comes with a later issue",),
    "D": (
        "the SLA clock stands still for the two days in Waiting (D2, X5)",
        "three working days of silence close it (D7)",
    ),
    "E": ("profile comes with a later issue",),
}
