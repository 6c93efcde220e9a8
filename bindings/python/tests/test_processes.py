"""Ctrl-C, forks, and secrets."""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import time
import traceback
from collections.abc import Callable

import labelf
import pytest
from conftest import check_ctrl_c
from labelf import errors
from pytest_labelf import Sandbox

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
TEXTS = ["Where is my parcel?", "I was charged twice."]
stalled = [{"do": {"stall_ms": 60000}}]


@pytest.mark.parametrize("use", ["classify", "classify_one", "classify_stream"])
def test_ctrl_c_within_200_ms(labelf_sandbox: Sandbox, client: labelf.Client, use: str) -> None:
    labelf_sandbox.set_faults(stalled)
    uses: dict[str, Callable[[], object]] = {
        "classify": lambda: client.classify(1, TEXTS),
        "classify_one": lambda: client.classify_one(1, "Where is my parcel?"),
        "classify_stream": lambda: list(client.classify_stream(1, TEXTS, chunk_texts=1)),
    }
    check_ctrl_c(uses[use])
    assert client.close(2) == 0


def test_ctrl_c_while_the_queue_is_full(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)
    with labelf_sandbox.client(queue_texts=2) as client:
        other = threading.Thread(target=lambda: ended(lambda: client.classify(1, TEXTS)))
        other.start()
        while client.statistics().queued_texts < 2:
            time.sleep(0.01)
        check_ctrl_c(lambda: client.classify(1, TEXTS))
        with pytest.raises(errors.DeadlineError):
            client.classify(1, TEXTS, timeout=0.1)
    other.join()


def ended(use: Callable[[], object]) -> errors.LabelfError | None:
    """What it raised."""
    try:
        use()
    except errors.LabelfError as error:
        return error
    return None


def test_who_waits_in_a_full_queue_has_its_turn(labelf_sandbox: Sandbox) -> None:
    results: list[labelf.Result] = []
    with labelf_sandbox.client(queue_texts=2) as client:
        threads = [
            threading.Thread(target=lambda: results.append(client.classify(1, TEXTS)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [result[1].label for result in results] == ["Billing"] * 4


def test_a_full_queue_may_be_an_error(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)
    with labelf_sandbox.client(queue_texts=2, queue_full="fail") as client:
        other = threading.Thread(target=lambda: ended(lambda: client.classify(1, TEXTS)))
        other.start()
        while client.statistics().queued_texts < 2:
            time.sleep(0.01)
        with pytest.raises(errors.QueueFullError):
            client.classify(1, TEXTS)
    other.join()


def test_other_threads_run_while_one_waits(labelf_sandbox: Sandbox, client: labelf.Client) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 500}}])
    waiting = threading.Thread(target=lambda: client.classify(1, TEXTS))
    waiting.start()
    turns = 0
    while waiting.is_alive():
        turns += 1
        time.sleep(0.001)
    assert turns > 100


def test_closing_ends_the_calls_of_other_threads(
    labelf_sandbox: Sandbox, client: labelf.Client
) -> None:
    labelf_sandbox.set_faults(stalled)
    found: list[errors.LabelfError | None] = []
    other = threading.Thread(target=lambda: found.append(ended(lambda: client.classify(1, TEXTS))))
    other.start()
    while client.statistics().queued_texts < 2:
        time.sleep(0.01)
    assert client.close() == 1
    other.join(5)
    assert isinstance(found[0], errors.ClosedError)


def labels(client: labelf.Client) -> labelf.Result:
    """Runs in another process."""
    return client.classify(1, TEXTS)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_of_multiprocessing(client: labelf.Client, method: str) -> None:
    client.classify(1, TEXTS)
    with multiprocessing.get_context(method).Pool(2) as pool:
        results = pool.map(labels, [client] * 4)
    assert [[item.label for item in result] for result in results] == [["Delivery", "Billing"]] * 4
    assert client.classify(1, TEXTS).ok


def test_a_forked_child_has_a_client_of_its_own(client: labelf.Client) -> None:
    client.classify(1, TEXTS)
    child = os.fork()
    if child == 0:
        is_good = client.statistics().calls == 0 and client.classify(1, TEXTS)[1].label == "Billing"
        os._exit(0 if is_good else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert client.classify(1, TEXTS).ok
    assert client.statistics().calls == 2


def test_a_call_of_the_parent_is_an_error_in_the_child(
    labelf_sandbox: Sandbox, client: labelf.Client
) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 300}}])
    stream = client.classify_stream(1, TEXTS, chunk_texts=1)
    labelf_sandbox.set_faults([])
    assert next(stream)[1].label == "Delivery"
    child = os.fork()
    if child == 0:
        os._exit(0 if isinstance(ended(lambda: list(stream)), errors.ForkedError) else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert next(stream)[1].label == "Billing"


def test_the_key_is_shown_nowhere(
    labelf_sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    key = labelf_sandbox.key
    with labelf_sandbox.client(proxy="http://name:confided@127.0.0.1:9") as client:
        shown = [
            repr(client),
            str(client),
            f"{client._configuration}",
            str(vars(client._configuration)),
        ]
        logging.getLogger("test").warning("made %s", client)
        error = ended(lambda: client.classify(1, TEXTS, timeout=0.5))
        assert error is not None
        shown += [str(error), repr(error), repr(vars(error)), pickle.dumps(error).decode("latin-1")]
        shown += traceback.format_exception(type(error), error, error.__traceback__)
    try:
        labelf_sandbox.client(no_such_option="x")
    except errors.ConfigurationError as wrong:
        shown += traceback.format_exception(type(wrong), wrong, wrong.__traceback__)
    shown.append(caplog.text)
    for text in shown:
        assert key not in text
        assert "confided" not in text


def test_a_pickled_client_has_its_options(client: labelf.Client) -> None:
    copy = pickle.loads(pickle.dumps(client))
    assert repr(copy) == repr(client)
    with copy:
        assert copy.classify(1, TEXTS).ok


def test_a_program_ends_with_calls_under_way(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)
    program = """
        import labelf
        client = labelf.Client()
        stream = client.classify_stream(1, (str(number) for number in range(10**9)), chunk_texts=10)
        import threading
        threading.Thread(target=lambda: next(stream), daemon=True).start()
        import time
        time.sleep(0.2)
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], timeout=10, check=False)
    assert ran.returncode == 0


def test_ctrl_c_while_closing(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)
    found: list[errors.LabelfError | None] = []

    def close() -> None:
        client = labelf_sandbox.client()
        other = threading.Thread(
            target=lambda: found.append(ended(lambda: client.classify(1, TEXTS)))
        )
        other.start()
        while client.statistics().queued_texts < 2:
            time.sleep(0.01)
        try:
            client.close(60)
        finally:
            # Interrupted, it gives up the rest at once.
            other.join(5)

    check_ctrl_c(close)
    assert {type(error) for error in found} == {errors.ClosedError}


@pytest.mark.parametrize("when", ["atexit", "finalization"])
def test_a_program_that_ends_can_still_ask(labelf_sandbox: Sandbox, when: str) -> None:
    program = """
        import atexit, sys
        import labelf

        client = labelf.Client()

        def use():
            print(client.model(1).id, client.classify(1, ["x"]).ok, next(client.models()).id)

        class Last:
            def __del__(self, use=use):
                use()

        if sys.argv[1] == "atexit":
            atexit.register(use)
        else:
            last = Last()
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), when],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=10,
    )
    assert ran.stdout == "1 True 1\n"
