"""What many programs do: eight workers, eight texts a request, and on a 429 a sleep of Retry-After.

    python3 Benchmarks/typical_loop.py TEXTS

with LABELF_BASE_URL and LABELF_API_KEY set. The standard library alone.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
import urllib.error
import urllib.request


def send(texts: list[str]) -> None:
    """Classifies one batch, however often it takes."""
    request = urllib.request.Request(
        f"{os.environ['LABELF_BASE_URL']}/models/1/inference",
        data=json.dumps({"texts": texts}).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['LABELF_API_KEY']}",
            "Content-Type": "application/json",
        },
    )
    while True:
        try:
            with urllib.request.urlopen(request) as answer:
                answer.read()
                return
        except urllib.error.HTTPError as error:
            if error.code != 429:
                raise
            time.sleep(float(error.headers["Retry-After"]))


def work(batches: queue.SimpleQueue[list[str]]) -> None:
    """Takes batches until there are none."""
    while True:
        try:
            batch = batches.get_nowait()
        except queue.Empty:
            return
        send(batch)


def main() -> None:
    texts = [f"Message number {number}: where is my parcel?" for number in range(int(sys.argv[1]))]
    batches: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for first in range(0, len(texts), 8):
        batches.put(texts[first : first + 8])
    workers = [threading.Thread(target=work, args=(batches,)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
