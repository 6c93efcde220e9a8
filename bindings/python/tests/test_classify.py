"""Classifying, and what one gets for it."""

from __future__ import annotations

import json
import pickle
from typing import Any

import labelf
import pytest
from labelf import Status, errors
from pytest_labelf import Sandbox


def test_answers_come_in_the_order_of_the_texts(client: labelf.Client) -> None:
    texts = ["Where is my parcel?", "I was charged twice.", "Thank you, great help!"] * 40
    result = client.classify(1, texts)
    assert len(result) == 120
    assert result.ok
    assert [item.label for item in result] == ["Delivery", "Billing", "Praise"] * 40
    assert all(0 < item.confidence <= 1 for item in result)
    assert [item.index for item in result] == list(range(120))


@pytest.mark.parametrize("kind", [list, tuple, iter, lambda texts: (text for text in texts)])
def test_any_iterable_will_do(client: labelf.Client, kind: Any) -> None:
    assert client.classify(1, kind(["Where is my parcel?"] * 3))[2].label == "Delivery"


def test_columns_of_other_libraries_will_do(client: labelf.Client) -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    pyarrow = pytest.importorskip("pyarrow")
    texts = ["Where is my parcel?", "I was charged twice."]
    for column in (
        numpy.array(texts),
        pandas.Series(texts),
        pyarrow.array(texts),
        dict.fromkeys(texts),
    ):
        assert [item.label for item in client.classify(1, column)] == ["Delivery", "Billing"]


def test_a_single_string_is_not_taken_letter_by_letter(client: labelf.Client) -> None:
    with pytest.raises(TypeError, match="classify_one"):
        client.classify(1, "Where is my parcel?")


def test_what_is_no_text_is_named_by_its_place(client: labelf.Client) -> None:
    with pytest.raises(TypeError, match="text 1 is a float"):
        client.classify(1, ["good", float("nan")])  # type: ignore[list-item]


def test_no_texts_are_an_empty_result(client: labelf.Client) -> None:
    result = client.classify(1, [])
    assert len(result) == 0
    assert result.ok
    assert list(result.columns.offsets) == [0]
    assert client.statistics().requests == 0


def test_every_text_arrives_as_it_is(labelf_sandbox: Sandbox, client: labelf.Client) -> None:
    texts = ["plain", "Smörgåsbord", "日本語", "a\0b", "🎉 emoji", 'quo"tes\\\n', "x" * 9999]
    client.classify(1, [*texts, "bytes too: é".encode()])
    sent = [item["text"] for item in labelf_sandbox.report(texts=True)["texts"]]
    assert sorted(sent) == sorted([*texts, "bytes too: é"])


def test_max_predictions_and_label_filter(client: labelf.Client) -> None:
    assert len(client.classify(1, ["Where is my parcel?"])[0].predictions) == 6
    assert len(client.classify_one(1, "Where is my parcel?", max_predictions=2).predictions) == 2
    item = client.classify_one(1, "Where is my parcel?", label_filter=["Billing", "Praise"])
    assert {label for label, _ in item.predictions} == {"Billing", "Praise"}


def test_a_sequence_in_every_respect(client: labelf.Client) -> None:
    result = client.classify(1, ["Where is my parcel?", "I was charged twice.", "Thank you!"])
    assert result[-1].index == 2
    assert [item.index for item in result[1:]] == [1, 2]
    assert [item.index for item in reversed(result)] == [2, 1, 0]
    for index in 3, -4:
        with pytest.raises(IndexError):
            result[index]
    assert result[1] == result[1] != result[0]
    assert result[1] in result
    assert (result.index(result[2]), result.count(result[2])) == (2, 1)
    assert len({*result, *result}) == 3
    assert repr(result) == "<Result of 3 texts, 0 failed>"
    assert repr(result[0]).startswith("<Classification 0: Delivery 0.")


def test_predictions_are_best_first(client: labelf.Client) -> None:
    item = client.classify_one(1, "Where is my parcel?")
    confidences = [prediction.confidence for prediction in item.predictions]
    assert confidences == sorted(confidences, reverse=True)
    assert (item.label, item.confidence) == item.predictions[0]


def test_a_text_that_fails_fails_alone(client: labelf.Client) -> None:
    result = client.classify(1, ["Where is my parcel?", "", "half \ud83d", "x" * 10001])
    assert not result.ok
    assert result[0].label == "Delivery"
    kinds = [errors.TextEmptyError, errors.TextEncodingError, errors.TextTooLongError]
    assert [type(item.error) for item in result.failures()] == kinds
    assert [item.status for item in result][:2] == [Status.OK, Status.TEXT_EMPTY]
    for read in "label", "confidence", "predictions":
        with pytest.raises(errors.TextEmptyError):
            getattr(result[1], read)
    with pytest.raises(errors.TextEmptyError) as raised:
        result.raise_for_errors()
    assert raised.value.result is result


def test_a_call_of_which_every_text_fails_raises(client: labelf.Client) -> None:
    with pytest.raises(errors.TextEmptyError) as raised:
        client.classify(1, ["", ""])
    assert raised.value.result is not None
    assert len(raised.value.result) == 2


def test_json_is_the_services_shape(client: labelf.Client) -> None:
    document = json.loads(client.classify(1, ["Where is my parcel?", ""]).json())
    assert document["predictions"][0][0]["label"] == "Delivery"
    assert document["predictions"][1] is None
    assert document["errors"][0]["code"] == "LABELF_ERROR_TEXT_EMPTY"


def test_figures(client: labelf.Client) -> None:
    client.classify(1, ["one", "two", "two"])
    statistics = client.statistics()
    assert (statistics.texts, statistics.texts_sent, statistics.texts_duplicate) == (3, 2, 1)
    assert client.rate().limit is None
    cost = client.estimate(30_000, "growth")
    assert (cost.requests, cost.requests_per_minute) == (3750, 300)
    assert client.estimate(["a", "a", "b", ""], 60).texts_billed == 2


def test_answers_are_kept_if_wanted(labelf_sandbox: Sandbox) -> None:
    with labelf_sandbox.client(cache_bytes=1 << 20) as client:
        for _ in range(2):
            assert client.classify(1, ["Where is my parcel?", "Thank you!"])[1].label == "Praise"
        assert client.statistics().texts_cached == 2
    assert labelf_sandbox.report()["texts_billed"] == 2


@pytest.mark.labelf_sandbox("--client-id", "tests", "--client-secret", "confided")
def test_tokens_instead_of_a_key(labelf_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LABELF_API_KEY")
    with labelf.Client(
        client_id="tests",
        client_secret="confided",
        token_url=labelf_sandbox.said["token_url"],
    ) as client:
        assert client.classify_one(1, "Where is my parcel?").label == "Delivery"
        assert "confided" not in repr(client)
    assert labelf_sandbox.report()["tokens_issued"] == 1


@pytest.mark.labelf_sandbox("--plan", "growth")
def test_the_rate_is_what_the_service_says(client: labelf.Client) -> None:
    client.classify_one(1, "Where is my parcel?")
    rate = client.rate()
    assert rate.limit == 300
    assert rate.remaining is not None and 0 < rate.remaining <= 50
    assert rate.reset_after is not None
    assert rate.pacing is labelf.Pacing.BURST


def test_progress_by_a_callable(client: labelf.Client) -> None:
    seen: list[tuple[int, int | None]] = []
    texts = [f"message {number}" for number in range(400)]
    client.classify(1, texts, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (400, 400)
    assert len(seen) > 3
    assert seen == sorted(set(seen))


def test_progress_by_tqdm(client: labelf.Client) -> None:
    tqdm = pytest.importorskip("tqdm")
    with tqdm.tqdm(disable=None) as bar:
        bar.disable = True
        seen: list[int] = []
        bar.update = seen.append
        client.classify(1, [f"message {number}" for number in range(400)], progress=bar)
    assert bar.total == 400
    assert sum(seen) == 400


def test_what_progress_raises_ends_the_call(client: labelf.Client) -> None:
    def stop(done: int, total: int | None) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        client.classify(1, [f"message {number}" for number in range(4000)], progress=stop)
    assert client.close(2) == 0


@pytest.mark.labelf_sandbox("--latency", "0")
def test_a_call_that_was_answered_is_not_counted_as_given_up(labelf_sandbox: Sandbox) -> None:
    for _ in range(50):
        client = labelf_sandbox.client()
        client.classify_one(1, "Where is my parcel?")
        assert client.close() == 0


@pytest.mark.labelf_sandbox("--key", "lbl_sk_the_second_key")
def test_a_renewed_key(labelf_sandbox: Sandbox) -> None:
    with labelf_sandbox.client(api_key="lbl_sk_the_first_key") as client:
        with pytest.raises(labelf.ApiKeyError):
            client.classify_one(1, "Where is my parcel?")
        client.set(api_key="lbl_sk_the_second_key", max_connections=3)
        assert client.classify_one(1, "Where is my parcel?").label == "Delivery"
        assert "second" not in repr(client)
        copy = pickle.loads(pickle.dumps(client))
        assert copy.classify_one(1, "Where is my parcel?").label == "Delivery"
        copy.close()
        with pytest.raises(labelf.ConfigurationError, match="linger_ms cannot be changed"):
            client.set(linger_ms=1)  # type: ignore[call-arg]
        with pytest.raises(labelf.ConfigurationError, match="there is max_connections"):
            client.set(max_conections=1)  # type: ignore[call-arg]
        with pytest.raises(labelf.ConfigurationError, match="requests_per_minute"):
            client.set(max_connections=9, requests_per_minute=-1)
        assert client._configuration.get("max_connections") == "3"
        client.set(max_connections=None)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="api_key: the value is a"):
            client.set(api_key=b"lbl_sk_confided")  # type: ignore[arg-type]
    with pytest.raises(labelf.ClosedError):
        client.set(max_connections=1)
