"""Comparing texts, and what one gets for it."""

from __future__ import annotations

import json
import pickle

import labelf
import pytest
from labelf import errors

fast = pytest.mark.labelf_sandbox("--latency", "0")
BASE = {"refund": "I want a refund", "parcel": "My parcel is late", "thanks": "Thank you so much"}
COMPARED = {"c1": "my parcel is very late", "c2": "I want a refund", "c3": ""}


@fast
def test_matches_by_id(client: labelf.Client) -> None:
    matches = client.similarity(BASE, COMPARED, top_n=2)
    assert [item.id for item in matches] == ["c1", "c2", "c3"]
    assert matches[0].best.id == "parcel"
    assert matches[1].matches[0] == labelf.Match(0, "refund", 1.0)
    assert [len(item.matches) for item in matches if item.ok] == [2, 2]
    assert matches[0].matches[0].similarity >= matches[0].matches[1].similarity
    with pytest.raises(errors.TextEmptyError):
        _ = matches[2].matches
    assert "parcel" in repr(matches[0])


@fast
def test_matches_by_place(client: labelf.Client) -> None:
    matches = client.similarity(list(BASE.values()), ["my parcel is very late"])
    assert matches[0].id == 0
    assert matches[0].best.base == matches[0].best.id == 1
    assert len(matches[0].matches) == 3


@fast
def test_more_texts_than_a_request_may_have(client: labelf.Client) -> None:
    base = [f"base text number {number}" for number in range(300)]
    matches = client.similarity(base, reversed(base), top_n=1)
    assert [item.best.base for item in matches] == list(range(299, -1, -1))
    assert client.statistics().requests > 1


@fast
def test_a_bad_base_text_is_in_no_match(client: labelf.Client) -> None:
    matches = client.similarity(["I want a refund", ""], ["I want a refund"])
    assert [match.base for match in matches[0]] == [0]
    assert isinstance(matches.base_errors()[1], errors.TextEmptyError)


@fast
def test_a_call_without_any_match_raises(client: labelf.Client) -> None:
    with pytest.raises(errors.TextEmptyError) as raised:
        client.similarity(["good"], ["", ""])
    assert raised.value.result is not None
    assert len(raised.value.result) == 2


@fast
def test_json_is_the_services_shape(client: labelf.Client) -> None:
    document = json.loads(client.similarity(BASE, COMPARED, top_n=1).json())
    assert document["c2"] == [{"id": "refund", "similarity": 1.0}]
    assert document["c3"]["code"] == "LABELF_ERROR_TEXT_EMPTY"


@fast
def test_a_pickled_comparison_is_the_same(client: labelf.Client) -> None:
    matches = client.similarity({**BASE, "bad": ""}, COMPARED, top_n=2)
    copy = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(matches))))
    assert copy.columns == matches.columns
    assert [item.matches for item in copy if item.ok] == [i.matches for i in matches if i.ok]
    assert json.loads(copy.json()) == json.loads(matches.json())
    assert str(copy.base_errors()) == str(matches.base_errors())


@fast
def test_an_id_is_not_cut_short(client: labelf.Client) -> None:
    matches = client.similarity({"a\0b": "x"}, ["x"])
    assert matches[0].best.id == "a\0b"
    with pytest.raises(labelf.errors.ArgumentError, match="an id has a NUL"):
        matches.json()


@fast
def test_forms_of_other_libraries(client: labelf.Client) -> None:
    for module in "numpy", "pandas", "pyarrow":
        pytest.importorskip(module)
    matches = client.similarity(BASE, COMPARED, top_n=2)
    arrays = matches.to_numpy()
    assert arrays.offsets.tolist() == [0, 2, 4, 4]
    assert arrays.similarities.ctypes.data == matches.to_numpy().similarities.ctypes.data
    frame = matches.to_pandas()
    assert frame["text"].tolist() == ["c1", "c1", "c2", "c2"]
    assert frame["base"].tolist()[::2] == ["parcel", "refund"]
    assert frame["rank"].tolist() == [0, 1, 0, 1]
    table = matches.to_arrow()
    table.validate(full=True)
    rows = table.to_pylist()
    assert [row["base"] for row in rows[1]["matches"]] == [0, frame_base(matches, 1, 1)]
    assert rows[2]["status"] == "TEXT_EMPTY"
    empty = client.similarity([], [])
    assert len(empty.to_pandas()) == empty.to_arrow().num_rows == 0


def frame_base(matches: labelf.Matches, text: int, rank: int) -> int:
    return matches[text].matches[rank].base


def test_what_it_would_take(client: labelf.Client) -> None:
    cost = client.estimate_similarity(1000, 1000, "growth")
    assert cost.requests == 100


@fast
def test_ids_that_cannot_be_written_can_be_pickled(client: labelf.Client) -> None:
    matches = client.similarity({Unwritable(1): "x"}, ["x"])
    copy = pickle.loads(pickle.dumps(matches))
    assert copy[0].best.id == Unwritable(1)
    with pytest.raises(labelf.errors.ArgumentError, match="no text"):
        copy.json()


class Unwritable(int):
    def __str__(self) -> str:
        raise KeyError("no text")
