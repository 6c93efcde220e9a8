"""Models, datasets and records, and requests that have no method."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import labelf
import pytest
from conftest import check_ctrl_c
from labelf import errors
from pytest_labelf import Sandbox

pytestmark = pytest.mark.labelf_sandbox("--latency", "0")
MESSAGES = "ds_messages"


def test_models(client: labelf.Client) -> None:
    models = list(client.models())
    assert [model.id for model in models] == [1, 2, 3, 4, 5]
    assert all(model.name and model.status for model in models)
    assert models[3].status == "archived"
    assert models[0]["id"] == 1


def test_one_model(client: labelf.Client) -> None:
    model = client.model(1)
    assert "Delivery" in model.labels
    assert model.training_status
    assert model.accuracy is not None
    assert 0 < model.accuracy <= 1
    with pytest.raises(errors.NotFoundError):
        client.model(99)


def test_datasets(client: labelf.Client) -> None:
    datasets = {dataset.id: dataset for dataset in client.datasets()}
    assert datasets[MESSAGES].text_column
    dataset = client.dataset(MESSAGES)
    assert dataset.name == datasets[MESSAGES].name
    assert isinstance(dataset.row_count, int)
    assert dataset.metadata_columns
    with pytest.raises(errors.NotFoundError):
        client.dataset("no such/dataset")


def test_every_record_is_given_once(client: labelf.Client) -> None:
    expected = client.dataset(MESSAGES).row_count
    records = client.records(MESSAGES, page_size=7)
    assert records.total == -1
    given = list(records)
    assert len(given) == expected == records.total
    assert given == list(client.records(MESSAGES))
    assert given[0].text
    assert "text" not in given[0].metadata
    assert next(client.records(MESSAGES, start=10)) == given[10]


def test_other_lists(client: labelf.Client) -> None:
    assert [item["id"] for item in client.items("/models")] == [1, 2, 3, 4, 5]


def test_errors_of_lists(client: labelf.Client) -> None:
    with pytest.raises(errors.ConflictError):
        list(client.records("ds_processing"))
    with pytest.raises(errors.NotFoundError):
        next(client.records("none"))
    with pytest.raises(errors.ArgumentError):
        client.items("models")


def test_a_list_goes_on_after_an_error(labelf_sandbox: Sandbox) -> None:
    with labelf_sandbox.client(max_retries=0) as client:
        records = client.records(MESSAGES, page_size=20)
        given = [next(records)]
        labelf_sandbox.set_faults([{"match": {"path": "records"}, "do": {"status": 503}}])
        with pytest.raises(errors.ServiceError):
            while True:
                given.append(next(records))
        assert len(given) < 200
        labelf_sandbox.set_faults([])
        given += records
        assert given == list(client.records(MESSAGES))


def test_a_list_goes_on_after_ctrl_c(labelf_sandbox: Sandbox, client: labelf.Client) -> None:
    expected = list(client.records(MESSAGES))
    records = client.records(MESSAGES, page_size=20)
    given = [next(records)]
    labelf_sandbox.set_faults([{"match": {"path": "records"}, "do": {"stall_ms": 500}}])

    def read() -> None:
        while True:
            given.append(next(records))

    signal.signal(signal.SIGINT, signal.default_int_handler)
    for _ in range(2):
        threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            read()
    labelf_sandbox.set_faults([])
    given += records
    assert given == expected


def test_a_list_goes_on_after_a_cancellation(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with labelf.AsyncClient(**labelf_sandbox.options) as client:
            expected = [record async for record in client.records(MESSAGES)]
            records = client.records(MESSAGES, page_size=20)
            given = [await records.__anext__()]
            labelf_sandbox.set_faults([{"match": {"path": "records"}, "do": {"stall_ms": 500}}])
            for _ in range(2):
                with pytest.raises(asyncio.TimeoutError):
                    while True:
                        given.append(await asyncio.wait_for(records.__anext__(), 0.1))
            labelf_sandbox.set_faults([])
            given += [record async for record in records]
            assert given == expected
            # Two that ask for the next one have two.
            records = client.records(MESSAGES, page_size=20)
            two = await asyncio.gather(records.__anext__(), records.__anext__())
            assert sorted(two, key=expected.index) == expected[:2]

    asyncio.run(asyncio.wait_for(work(), 20))


def test_leaving_a_list_early(client: labelf.Client) -> None:
    records = client.records(MESSAGES, page_size=5)
    next(records)
    records.close()
    assert list(records) == []


def test_items_are_mappings(client: labelf.Client) -> None:
    model = next(client.models())
    assert dict(model) == dict(**model)
    copy = pickle.loads(pickle.dumps(model))
    assert copy == model
    assert type(copy) is labelf.Model
    assert copy.json() == model.json()
    assert repr(model).startswith('Model({"id":1')


def test_any_request(client: labelf.Client) -> None:
    assert client.request("GET", "/models/1")["id"] == 1
    answer = client.request("POST", "/models/1/inference", {"texts": ["Where is my parcel?"]})
    assert answer["predictions"][0][0]["label"] == "Delivery"
    with pytest.raises(errors.NotFoundError) as raised:
        client.request("GET", "/nothing")
    assert raised.value.request_id


def test_several_models(client: labelf.Client) -> None:
    results = client.classify_models([1, 2, 4], ["Thank you!", ""])
    assert list(results) == [1, 2, 4]
    assert [results[model][0].ok for model in results] == [True, True, False]
    assert isinstance(results[4][0].error, errors.ModelArchivedError)
    assert isinstance(results[1][1].error, errors.TextEmptyError)
    with pytest.raises(errors.ModelArchivedError):
        client.classify_models([4, 5], ["Thank you!"])


USES: dict[str, Callable[[labelf.Client], object]] = {
    "list": lambda client: next(client.models()),
    "model": lambda client: client.model(1),
    "request": lambda client: client.request("GET", "/models"),
}


@pytest.mark.parametrize("use", USES)
def test_ctrl_c_within_200_ms(labelf_sandbox: Sandbox, client: labelf.Client, use: str) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 60000}}])
    check_ctrl_c(lambda: USES[use](client))


def test_asynchronously(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with labelf.AsyncClient(**labelf_sandbox.options) as client:
            assert [model.id async for model in client.models()] == [1, 2, 3, 4, 5]
            records = client.records(MESSAGES, page_size=50)
            assert len([record async for record in records]) == records.total
            model, dataset, answer, results = await asyncio.gather(
                client.model(1),
                client.dataset(MESSAGES),
                client.request("GET", "/models/2"),
                client.classify_models([1, 4], ["Thank you!"]),
            )
            assert (model.id, dataset.id, answer["id"]) == (1, MESSAGES, 2)
            assert [result[0].ok for result in results.values()] == [True, False]
            with pytest.raises(errors.NotFoundError):
                await client.model(99)
            await is_cancelled(client.request, "GET", "/models")

    async def is_cancelled(function: Any, *arguments: Any) -> None:
        labelf_sandbox.set_faults([{"do": {"stall_ms": 60000}}])
        began = time.monotonic()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(function(*arguments), 0.1)
        assert time.monotonic() - began < 1

    asyncio.run(asyncio.wait_for(work(), 20))
