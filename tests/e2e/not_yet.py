"""What the storyboards do not tell yet: said whenever they are run, until it is told."""

NOT_YET = {
    "A": (),
    "B": (),
    "C": (),
    "E": (
        "it begins with a form of the site (E1)",
        "the month's report is posted (E13)",
    ),
}
