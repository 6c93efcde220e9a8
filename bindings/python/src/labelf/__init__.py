"""Classify text through Labelf: any number of texts with one call.

import labelf

with labelf.Client() as client:  # the key is in LABELF_API_KEY
    for item in client.classify(1, ["Where is my parcel?", "Tack, allt fungerar!"]):
        print(item.label, item.confidence)
"""

from labelf import _pickling as _pickling
from labelf import errors
from labelf._native import Status
from labelf._native import library as _library
from labelf._statistics import Cost, Pacing, Rate, Statistics
from labelf.aio import AsyncClient
from labelf.client import Client
from labelf.errors import (
    ApiKeyError,
    ArgumentError,
    AttemptTimeoutError,
    BudgetError,
    CallCancelledError,
    ClosedError,
    ConfigurationError,
    ConflictError,
    ConnectError,
    DeadlineError,
    ForkedError,
    InternalError,
    LabelfError,
    MalformedError,
    ModelArchivedError,
    ModelNotDeployedError,
    NetworkError,
    NotFoundError,
    OutOfMemoryError,
    PermissionDeniedError,
    ProtocolError,
    QueueFullError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    ResolveError,
    ServiceAnswerError,
    ServiceError,
    TextEmptyError,
    TextEncodingError,
    TextError,
    TextTooLongError,
    TLSError,
    TooLargeError,
    TransportError,
    UsageError,
)
from labelf.items import Dataset, Item, Model, Record
from labelf.matches import Comparison, Match, MatchColumns, Matches
from labelf.results import Classification, Columns, Prediction, Result

__all__ = [
    "ApiKeyError",
    "ArgumentError",
    "AsyncClient",
    "AttemptTimeoutError",
    "BudgetError",
    "CallCancelledError",
    "Classification",
    "Client",
    "ClosedError",
    "Columns",
    "Comparison",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "Cost",
    "Dataset",
    "DeadlineError",
    "ForkedError",
    "InternalError",
    "Item",
    "LabelfError",
    "MalformedError",
    "Match",
    "MatchColumns",
    "Matches",
    "Model",
    "ModelArchivedError",
    "ModelNotDeployedError",
    "NetworkError",
    "NotFoundError",
    "OutOfMemoryError",
    "Pacing",
    "PermissionDeniedError",
    "Prediction",
    "ProtocolError",
    "QueueFullError",
    "QuotaError",
    "Rate",
    "RateLimitedError",
    "Record",
    "RefusedError",
    "ResolveError",
    "Result",
    "ServiceAnswerError",
    "ServiceError",
    "Statistics",
    "Status",
    "TLSError",
    "TextEmptyError",
    "TextEncodingError",
    "TextError",
    "TextTooLongError",
    "TooLargeError",
    "TransportError",
    "UsageError",
    "errors",
]

#: The version of liblabelf that is loaded.
library_version: str = _library.labelf_version().decode()
__version__ = "1.0.0"
