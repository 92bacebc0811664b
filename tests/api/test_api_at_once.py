"""Answers are made one after the other, and a slow one keeps nobody waiting for long."""

from __future__ import annotations

from threading import Event

import anyio
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from onrecord.api.application import MOST_AT_A_TIME, one_at_a_time


def test_a_slow_answer_leaves_room_for_others() -> None:
    app, done = FastAPI(lifespan=one_at_a_time), Event()
    app.add_api_route("/slow", lambda: done.wait(30))
    app.add_api_route("/quick", lambda: True)

    async def ask() -> None:
        transport = ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
            anyio.create_task_group() as tasks,
        ):
            for _ in range(MOST_AT_A_TIME - 1):
                tasks.start_soon(client.get, "/slow")
            while anyio.to_thread.current_default_thread_limiter().statistics().tasks_waiting < MOST_AT_A_TIME - 2:
                await anyio.sleep(0.01)
            try:
                with anyio.fail_after(20):
                    assert (await client.get("/quick")).json() is True
            finally:
                done.set()

    anyio.run(ask)
