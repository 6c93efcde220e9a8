"""A class for each kind of error, with what support and programs ask for."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from typing import Any

import labelf
import numpy
import pytest
from labelf import Status, errors
from labelf._outcomes import CLASSES
from pytest_labelf import Sandbox


def test_each_status_has_a_class_of_its_own() -> None:
    for status in Status:
        if status >= Status.ARGUMENT:
            assert CLASSES[status].status is status
            assert CLASSES[status]("message").code is status


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.ConfigurationError, ValueError),
        (errors.TextEmptyError, ValueError),
        (errors.DeadlineError, TimeoutError),
        (errors.AttemptTimeoutError, TimeoutError),
        (errors.ConnectError, ConnectionError),
        (errors.OutOfMemoryError, MemoryError),
    ],
)
def test_some_are_what_programs_catch_already(
    kind: type[errors.LabelfError], builtin: type[Exception]
) -> None:
    assert issubclass(kind, builtin)


def test_every_error_survives_pickling() -> None:
    for kind in CLASSES.values():
        error = kind("message", fix="fix", request_id="req_1", retry_after=1.5, http_status=400)
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is kind
        assert vars(copy) == vars(error)
        assert str(copy) == "message (fix) [request req_1]"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 400}, errors.RefusedError),
        ({"status": 400, "body": '{"error_code":"MISSING_REQUIRED_FIELD"}'}, errors.MalformedError),
        ({"status": 401}, errors.ApiKeyError),
        ({"status": 403, "body": '{"message":"Not yours"}'}, errors.PermissionDeniedError),
        ({"status": 404}, errors.NotFoundError),
        ({"status": 409}, errors.ConflictError),
        ({"status": 429, "retry_after": 0}, errors.RateLimitedError),
        ({"status": 503}, errors.ServiceError),
        ({"garbage": True}, errors.ProtocolError),
        ({"reset": True}, errors.NetworkError),
        ({"bomb_bytes": 9000000}, errors.TooLargeError),
    ],
)
def test_what_the_service_does_is_told_by_class(
    labelf_sandbox: Sandbox, fault: dict[str, Any], kind: type[errors.LabelfError]
) -> None:
    labelf_sandbox.set_faults([{"do": fault}])
    limits = {"max_retries": 0, "max_rate_limit_retries": 0, "response_max_bytes": 1 << 20}
    with labelf_sandbox.client(**limits) as client, pytest.raises(kind) as raised:
        client.classify_one(1, "Where is my parcel?")
    error = raised.value
    assert type(error) is kind
    assert error.fix
    assert error.attempts == 1
    assert error.http_status == fault.get("status", error.http_status)


def test_an_error_has_what_support_asks_for(client: labelf.Client) -> None:
    with pytest.raises(errors.ModelArchivedError) as raised:
        client.classify_one(4, "Where is my parcel?")
    error = raised.value
    assert error.code is Status.MODEL_ARCHIVED
    assert error.server_code == "MODEL_ARCHIVED"
    assert error.request_id.startswith("req_")
    assert error.request_id in str(error)
    assert error.fix in str(error)
    assert error.retry_after is None
    assert error.http_status == 400


@pytest.mark.labelf_sandbox("--quota", "1")
def test_the_quota(client: labelf.Client) -> None:
    client.classify_one(1, "one")
    with pytest.raises(errors.QuotaError):
        client.classify_one(1, "two")


def test_nobody_listens(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.stop()
    with labelf_sandbox.client(max_retries=0) as client, pytest.raises(errors.ConnectError):
        client.classify_one(1, "Where is my parcel?")


def test_a_deadline(labelf_sandbox: Sandbox, client: labelf.Client) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 5000}}])
    with pytest.raises(errors.DeadlineError):
        client.classify_one(1, "Where is my parcel?", timeout=0.1)


@pytest.mark.parametrize("late", [0, -0.0, -1, -1e300, float("-inf"), -(10**400)])
def test_a_deadline_that_has_passed(client: labelf.Client, late: float) -> None:
    uses: list[Callable[[], object]] = [
        lambda: client.classify(1, ["x"], timeout=late),
        lambda: client.classify_one(1, "x", timeout=late),
        lambda: client.similarity(["x"], ["y"], timeout=late),
        lambda: client.model(1, timeout=late),
        lambda: client.request("GET", "/models", timeout=late),
        lambda: next(client.models(timeout=late)),
    ]
    for use in uses:
        with pytest.raises(errors.DeadlineError) as raised:
            use()
        assert isinstance(raised.value, TimeoutError)
    assert client.statistics().requests == 0


@pytest.mark.parametrize("timeout", [None, math.inf, 1e300, 10**400, 20, numpy.float32(20.5)])
def test_a_deadline_that_is_far(client: labelf.Client, timeout: float | None) -> None:
    assert client.classify_one(1, "Where is my parcel?", timeout=timeout).label == "Delivery"


def test_what_is_no_mistake_of_the_program() -> None:
    matters_of_the_moment = [
        *(labelf.DeadlineError, labelf.CallCancelledError, labelf.ClosedError, labelf.ForkedError),
        *(labelf.QueueFullError, labelf.BudgetError, labelf.OutOfMemoryError),
    ]
    for kind in matters_of_the_moment:
        assert issubclass(kind, labelf.LabelfError)
        assert not issubclass(kind, labelf.UsageError)
    assert issubclass(labelf.OutOfMemoryError, MemoryError)
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, labelf.LabelfError):
            assert getattr(labelf, name) is kind
            assert name in labelf.__all__


def test_options_are_checked(labelf_sandbox: Sandbox) -> None:
    for options in {"max_connections": 0}, {"no_such_option": 1}, {"user_agent": "a\0b"}:
        with pytest.raises(errors.ConfigurationError, match=next(iter(options))):
            labelf_sandbox.client(**options)


def test_a_lane_is_checked(client: labelf.Client) -> None:
    with pytest.raises(ValueError, match="interactive"):
        client.classify(1, ["x"], lane="fast")  # type: ignore[arg-type]


def test_a_closed_client_says_so(client: labelf.Client) -> None:
    client.close()
    assert client.closed
    for use in (lambda: client.classify(1, ["x"]), client.rate, client.statistics):
        with pytest.raises(errors.ClosedError):
            use()
    assert client.close() == 0


def test_transience_is_as_the_library_says() -> None:
    assert errors.ServiceError("").is_transient and errors.NetworkError("").is_transient
    assert errors.DeadlineError("").is_transient
    assert not errors.ApiKeyError("").is_transient and not errors.RefusedError("").is_transient
