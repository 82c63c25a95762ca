"""A draft lies in the dialogue as what was said and nothing else, and comes back from there as it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bots.telegram.draft import Draft
from bots.telegram.wire import LARGEST, token

texts = st.text(max_size=40)
kept = st.fixed_dictionaries({"text": texts, "files": st.lists(st.just({"name": "a.png"}), max_size=2), "ref": texts})
drafts = st.builds(
    Draft,
    at=texts, page=st.integers(0, 30), under=st.none() | texts,
    picked=st.dictionaries(texts, texts, max_size=5), fields=st.dictionaries(texts, texts, max_size=5),
    subject=st.none() | texts, described=st.booleans(), observers=st.none() | st.lists(texts, max_size=3),
    linked=st.integers(0, 9), kept=st.lists(kept, max_size=4),
)  # fmt: skip


@given(drafts)
def test_a_draft_comes_back_from_the_dialogue_as_it_was(draft: Draft) -> None:
    data = json.loads(json.dumps(draft.written()))
    assert Draft.read(data) == draft
    assert Draft.read(data).stamp == draft.stamp
    assert "kept" not in draft.shown()["draft"]


def test_an_empty_draft_says_nothing() -> None:
    assert Draft().written() == {} and not Draft().begun


@given(drafts, kept, texts)
def test_another_subject_or_description_takes_the_place_of_the_old_one_and_no_file_is_lost(
    draft: Draft, said: dict[str, object], title: str
) -> None:
    files = draft.files + len(said["files"])  # type: ignore[arg-type]
    draft.entitle(title, {**said, "files": []})
    draft.described = True
    draft.describe(dict(said))
    assert draft.subject == title
    assert draft.words == said["text"]
    assert draft.files == files


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_name_of_any_length_fits_into_a_button(parts: list[str]) -> None:
    assert 0 <= token(*parts) <= LARGEST
    assert token(*parts) == token(*parts) != token(*parts, "more")
