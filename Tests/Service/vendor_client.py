"""The vendor's own client, unchanged, against a sandbox: its two hosts lead there. Prints TAP.

usage: vendor_client.py ORIGIN current|legacy
"""

import contextlib
import sys
from collections.abc import Callable
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import requests
from labelf_api.client import LabelfClient  # type: ignore[import-untyped]
from labelf_api.exceptions import LabelfAPIError, LabelfError  # type: ignore[import-untyped]

ORIGIN = sys.argv[1]
IS_LEGACY = sys.argv[2] == "legacy"
CLIENT_ID, CLIENT_SECRET = "vendor", "confided"
HOSTS = {"auth.app.labelf.ai", "api.app.labelf.ai"}
TEXTS = ["Where is my parcel?", "Please send me the invoice", "Where is my parcel?"]


class SandboxAdapter(requests.adapters.HTTPAdapter):
    """Carries a request for one of the vendor's hosts to the sandbox."""

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        parts = urlsplit(str(request.url))
        if parts.hostname not in HOSTS:
            raise requests.exceptions.ConnectionError(f"{parts.hostname} is another host")
        request.url = ORIGIN + parts.path
        return super().send(request, *args, **kwargs)


def sandbox(method: str, path: str) -> Any:
    """Asks the sandbox itself, past the adapter."""
    request = requests.Request(method, ORIGIN + path).prepare()
    return requests.adapters.HTTPAdapter().send(request).json()


def make_client() -> LabelfClient:
    return LabelfClient(CLIENT_ID, CLIENT_SECRET)


def gets_a_token() -> None:
    client = make_client()
    assert client.token.count(".") == 2, client.token
    assert client.token_expires_in == 3600, client.token_expires_in


def is_refused_with_a_wrong_secret() -> None:
    try:
        LabelfClient(CLIENT_ID, "wrong")
    except LabelfAPIError as error:
        assert "invalid_client" in error.message, error.message
    else:
        raise AssertionError("a wrong secret was accepted")


def classifies() -> None:
    sandbox("DELETE", "/sandbox/report")
    answer: Any = make_client().get_predictions("1", TEXTS, max_predictions=2)
    if IS_LEGACY:
        assert [item["text"] for item in answer] == TEXTS, answer
        lists, score = [item["predictions"] for item in answer], "score"
    else:
        assert answer["model_id"] == 1, answer
        lists, score = answer["predictions"], "confidence"
    assert [len(predictions) for predictions in lists] == [2, 2, 2], answer
    assert [predictions[0]["label"] for predictions in lists] == ["Delivery", "Billing", "Delivery"]
    assert all(1 >= first[score] >= second[score] >= 0 for first, second in lists), answer
    report = sandbox("GET", "/sandbox/report")
    assert report["texts_billed"] == 3, report
    assert report["distinct_texts_billed"] == 2, report


def compares() -> None:
    answer = make_client().check_similarity(
        2,
        {"refund": "I want a refund", "parcel": "My parcel is late", "thanks": "Thank you so much"},
        {"1": "my parcel is very late", "2": "I want a refund"},
    )
    assert sorted(answer) == ["1", "2"], answer
    assert all(len(matches) == 2 for matches in answer.values()), answer
    assert answer["1"][0]["id"] == "parcel", answer
    assert answer["2"][0] == {"id": "refund", "similarity": 1.0}, answer
    for first, second in answer.values():
        assert first["similarity"] >= second["similarity"], answer


def hears_of_errors() -> None:
    for model, texts, code in [
        ("1", ["x"] * 9, "TOO_MANY_TEXTS"),
        ("4", ["x"], "MODEL_ARCHIVED"),
        ("5", ["x"], "MODEL_NOT_DEPLOYED"),
        ("99", ["x"], "MODEL_NOT_FOUND"),
    ]:
        try:
            make_client().get_predictions(model, texts)
        except LabelfAPIError as error:
            assert code in error.message, error.message
        else:
            raise AssertionError(f"{code} was not raised")


def renews_an_expired_token() -> None:
    client = make_client()
    expired = client.token
    assert sandbox("DELETE", "/sandbox/tokens")["expired"] > 0
    # It asks for another token, and goes on with the old one.
    with contextlib.suppress(LabelfError):
        client.get_predictions("1", TEXTS)
    assert client.token != expired
    assert client.get_predictions("1", TEXTS)


def main() -> int:
    tests: list[Callable[[], None]] = [
        gets_a_token,
        is_refused_with_a_wrong_secret,
        classifies,
        compares,
        hears_of_errors,
        renews_an_expired_token,
    ]
    failures = 0
    for test in tests:
        name = f"the vendor's client {test.__name__.replace('_', ' ')} ({sys.argv[2]} shape)"
        try:
            with mock.patch.object(
                requests.Session, "get_adapter", lambda *_, **__: SandboxAdapter()
            ):
                test()
            print(f"ok - {name}")
        except Exception as error:  # whatever it is, the test has failed
            failures += 1
            print(f"not ok - {name}\n# {type(error).__name__}: {error}")
    return 1 if failures else 0


sys.exit(main())
