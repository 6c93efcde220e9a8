"""An exception class for each kind of error, by what one does about it.

Everything that the library reports is a LabelfError. Of its subclasses, UsageError is a mistake in
the program, which has to be changed; ServiceAnswerError is what the service answered;
TransportError what happened on the way; the others, such as DeadlineError or QueueFullError, are a
matter of the moment, and no mistake. Some are also what Python programs already catch: ValueError,
TimeoutError, ConnectionError, MemoryError.
"""

from __future__ import annotations

from typing import Any, ClassVar

from labelf._native import Status, library


class LabelfError(Exception):
    """What went wrong, and what to do about it. Never holds a key, and no text."""

    #: The status of the class; of an instance, `code` may also be a number that this package does
    #: not know.
    status: ClassVar[Status | None] = None

    def __init__(
        self,
        message: str,
        *,
        code: int | None = None,
        fix: str = "",
        http_status: int = 0,
        server_code: str = "",
        request_id: str = "",
        attempts: int = 0,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        #: One line for a log or a person.
        self.message = message
        if code is None:
            code = Status.INTERNAL if self.status is None else self.status
        #: A Status; a plain number if the library is newer than this package.
        self.code: int = code
        #: What to do about it, in plain English; "" if there is nothing to say.
        self.fix = fix
        #: The HTTP status of the last answer; 0 if there was none.
        self.http_status = http_status
        #: The service's own error_code, such as "MISSING_REQUIRED_FIELD"; "" if it gave none.
        self.server_code = server_code
        #: The service's own request id, which support asks for; "" if it gave none.
        self.request_id = request_id
        #: How many requests were sent for this; 0 if it failed before the network.
        self.attempts = attempts
        #: Seconds from the error on until trying again makes sense; None if it makes none without a
        #: change.
        self.retry_after = retry_after
        #: What the call that raised this ended with, text by text (a Result, or Matches); None if
        #: it was never taken.
        self.result: Any = None

    @property
    def is_transient(self) -> bool:
        """Whether the same call may succeed later although nothing is changed: see
        labelf_status_is_transient."""
        return bool(library.labelf_status_is_transient(self.code))

    def __str__(self) -> str:
        text = self.message
        if self.fix:
            text += f" ({self.fix})"
        if self.request_id:
            text += f" [request {self.request_id}]"
        return text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: value for name, value in vars(self).items() if name != "result"}
        return _rebuild, (type(self), state)


def _rebuild(kind: type[LabelfError], state: dict[str, Any]) -> LabelfError:
    error = kind(state["message"])
    vars(error).update(state)
    return error


class UsageError(LabelfError):
    """A mistake in the program: change the call, or the text."""


class ArgumentError(UsageError, ValueError):
    """An argument is out of range."""

    status = Status.ARGUMENT


class ConfigurationError(UsageError, ValueError):
    """An unknown option or a bad value; the message names it."""

    status = Status.CONFIGURATION


class TextError(UsageError, ValueError):
    """A text that cannot be sent."""


class TextEmptyError(TextError):
    """The text is empty."""

    status = Status.TEXT_EMPTY


class TextTooLongError(TextError):
    """The text has more than `max_text_characters`."""

    status = Status.TEXT_TOO_LONG


class TextEncodingError(TextError):
    """The text is not UTF-8, such as a str with half of a surrogate pair."""

    status = Status.TEXT_ENCODING


class QueueFullError(LabelfError):
    """More is queued than `queue_texts` or `queue_bytes` allow, with `queue_full="fail"`."""

    status = Status.QUEUE_FULL


class ClosedError(LabelfError):
    """The client is closed."""

    status = Status.CLOSED


class ForkedError(LabelfError):
    """The call was begun by the process that this one was forked from."""

    status = Status.FORKED


class CallCancelledError(LabelfError):
    """The call was given up."""

    status = Status.CANCELLED


class DeadlineError(LabelfError, TimeoutError):
    """It cannot be, or was not, done in time."""

    status = Status.DEADLINE


class OutOfMemoryError(LabelfError, MemoryError):
    """There is not enough memory."""

    status = Status.MEMORY


class BudgetError(LabelfError):
    """`max_billed_texts` is spent."""

    status = Status.BUDGET


class ServiceAnswerError(LabelfError):
    """What the service answered."""


class RefusedError(ServiceAnswerError):
    """400, 413, 422 and any 4xx without a class of its own."""

    status = Status.REFUSED


class ApiKeyError(ServiceAnswerError):
    """401: the key is missing or invalid."""

    status = Status.KEY


class PermissionDeniedError(ServiceAnswerError):
    """403: the key may not do this."""

    status = Status.PERMISSION


class QuotaError(ServiceAnswerError):
    """403: the quota of the billing period is used up."""

    status = Status.QUOTA


class NotFoundError(ServiceAnswerError):
    """404: there is no such model or dataset."""

    status = Status.NOT_FOUND


class ConflictError(ServiceAnswerError):
    """409: such as a dataset that is still processing."""

    status = Status.CONFLICT


class RateLimitedError(ServiceAnswerError):
    """429, more often than `max_rate_limit_retries`."""

    status = Status.RATE_LIMITED


class ServiceError(ServiceAnswerError):
    """5xx after all retries."""

    status = Status.SERVICE


class ModelArchivedError(ServiceAnswerError):
    """The model is archived."""

    status = Status.MODEL_ARCHIVED


class ModelNotDeployedError(ServiceAnswerError):
    """The model is not deployed."""

    status = Status.MODEL_NOT_DEPLOYED


class ProtocolError(ServiceAnswerError):
    """An answer that is not what the API documents."""

    status = Status.PROTOCOL


class MalformedError(ServiceAnswerError):
    """400: a field is missing or of another type, or the JSON is none."""

    status = Status.MALFORMED


class TransportError(LabelfError, ConnectionError):
    """What happened on the way."""


class ResolveError(TransportError):
    """The host's name has no address."""

    status = Status.RESOLVE


class ConnectError(TransportError):
    """There is no connection to be had."""

    status = Status.CONNECT


class TLSError(TransportError):
    """The connection cannot be made safe."""

    status = Status.TLS


class AttemptTimeoutError(TransportError, TimeoutError):
    """One attempt took longer than `attempt_timeout_ms`."""

    status = Status.TIMEOUT


class NetworkError(TransportError):
    """The connection broke."""

    status = Status.NETWORK


class TooLargeError(TransportError):
    """The answer is larger than `response_max_bytes`."""

    status = Status.TOO_LARGE


class InternalError(LabelfError):
    """A defect of liblabelf: please report it."""

    status = Status.INTERNAL
