"""The same job through one of several Python clients: TEXTS different texts, eight a request, over
eight connections, and the best label and its confidence of each.

    python job.py columns|objects|async|aiohttp|httpx|labelf-api TEXTS

with LABELF_BASE_URL and LABELF_API_KEY set. Prints CPU microseconds a text (user and system, all
threads), texts a second, and the memory's high-water mark in KiB. The first requests open the
connections, and are not measured.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

MODEL = 1
BATCH = 8
CONNECTIONS = 8
URL = os.environ["LABELF_BASE_URL"]
KEY = os.environ["LABELF_API_KEY"]
# The texts of bench.h.
SENTENCES = [
    "My parcel was due on Monday and it still has not been delivered.",
    "I was charged twice for the same order; please refund one payment as soon as you can.",
    "Tack för hjälpen i går, men fakturan är fortfarande felaktig och jag vill ha en ny.",
    'The app says "session expired" whenever I log in.\nI have reset my password three times.',
    "Ich möchte meinen Vertrag zum Monatsende kündigen. Bitte bestätigen Sie mir das Datum.",
    "How do I change the delivery address of an order that has already been paid, but not sent?",
    "Le produit est arrivé cassé, et personne ne répond au téléphone depuis une semaine.",
]
Answers = list[tuple[str, float]]


def batches(texts: list[str]) -> list[list[str]]:
    return [texts[first : first + BATCH] for first in range(0, len(texts), BATCH)]


def best(answer: Any) -> Answers:
    """The best label of each text, from the service's JSON."""
    return [(found[0]["label"], found[0]["confidence"]) for found in answer["predictions"]]


def through_labelf(read: Callable[[Any], int]) -> Callable[[list[str]], int]:
    import labelf
    import numpy  # noqa: F401 # not to be measured

    client = labelf.Client(max_connections=CONNECTIONS, requests_per_minute=1_000_000)
    return lambda texts: read(client.classify(MODEL, texts))


def read_columns(result: Any) -> int:
    columns = result.to_numpy()
    assert columns.confidences.sum() + columns.label_indices.sum() > 0
    return len(columns.statuses)


def read_objects(result: Any) -> int:
    return len([(item.label, item.confidence) for item in result])


def in_a_loop(work: Callable[[list[str]], Any], loop: Any) -> Callable[[list[str]], int]:
    return lambda texts: int(loop.run_until_complete(work(texts)))


def through_async_labelf() -> Callable[[list[str]], int]:
    """As a server would: a call for each batch, all at once."""
    import labelf

    client = labelf.AsyncClient(max_connections=CONNECTIONS, requests_per_minute=1_000_000)

    async def work(texts: list[str]) -> int:
        calls = (client.classify(MODEL, batch, lane="bulk") for batch in batches(texts))
        return sum(map(read_objects, await asyncio.gather(*calls)))

    return in_a_loop(work, asyncio.new_event_loop())


async def by_workers(texts: list[str], send: Callable[[list[str]], Any]) -> int:
    """One worker a connection, which takes batches until there are none."""
    waiting = iter(enumerate(batches(texts)))
    answers: dict[int, Answers] = {}

    async def work() -> None:
        for number, batch in waiting:
            answers[number] = best(await send(batch))

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    return sum(map(len, answers.values()))


def through_aiohttp() -> Callable[[list[str]], int]:
    import aiohttp

    loop = asyncio.new_event_loop()

    async def made() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            headers={"Authorization": f"Bearer {KEY}"},
        )

    session = loop.run_until_complete(made())

    async def send(batch: list[str]) -> Any:
        async with session.post(f"{URL}/models/{MODEL}/inference", json={"texts": batch}) as answer:
            answer.raise_for_status()
            return await answer.json()

    atexit.register(lambda: loop.run_until_complete(session.close()))
    return in_a_loop(lambda texts: by_workers(texts, send), loop)


def through_httpx() -> Callable[[list[str]], int]:
    import httpx

    client = httpx.AsyncClient(
        limits=httpx.Limits(max_connections=CONNECTIONS),
        headers={"Authorization": f"Bearer {KEY}"},
        trust_env=False,
    )

    async def send(batch: list[str]) -> Any:
        answer = await client.post(f"{URL}/models/{MODEL}/inference", json={"texts": batch})
        answer.raise_for_status()
        return answer.json()

    return in_a_loop(lambda texts: by_workers(texts, send), asyncio.new_event_loop())


def through_labelf_api() -> Callable[[list[str]], int]:
    """The vendor's client, in as many threads as there are connections; its hosts lead here."""
    import requests
    from labelf_api.client import LabelfClient  # type: ignore[import-untyped]

    origin = URL.removesuffix("/v2")

    class Adapter(requests.adapters.HTTPAdapter):
        def send(
            self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
        ) -> requests.Response:
            request.url = origin + urlsplit(str(request.url)).path
            return super().send(request, *args, **kwargs)

    # One pool of connections for all: more than the client has by itself.
    adapter = Adapter(pool_maxsize=CONNECTIONS)
    requests.Session.get_adapter = lambda *_, **__: adapter  # type: ignore[method-assign]
    requests.Session.close = lambda _: None  # type: ignore[assignment, method-assign]
    client = LabelfClient("bench", "confided")
    pool = ThreadPoolExecutor(CONNECTIONS)

    def send(batch: list[str]) -> Answers:
        return best(client.get_predictions(str(MODEL), batch))

    return lambda texts: sum(map(len, pool.map(send, batches(texts))))


JOBS: dict[str, Callable[[], Callable[[list[str]], int]]] = {
    "columns": lambda: through_labelf(read_columns),
    "objects": lambda: through_labelf(read_objects),
    "async": through_async_labelf,
    "aiohttp": through_aiohttp,
    "httpx": through_httpx,
    "labelf-api": through_labelf_api,
}


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    count = int(sys.argv[2])
    texts = [
        f"{SENTENCES[number % len(SENTENCES)]} (order {100000 + number})" for number in range(count)
    ]
    job = JOBS[sys.argv[1]]()
    job(list(islice(texts, BATCH * CONNECTIONS)))
    began, used = time.perf_counter(), cpu_seconds()
    assert job(texts) == count
    seconds, cpu = time.perf_counter() - began, cpu_seconds() - used
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{cpu * 1e6 / count:.3f} {count / seconds:.0f} {highest}")


main()
