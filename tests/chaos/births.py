"""Where processes come from: a server that has imported everything, so that imports are no part of a life."""

import multiprocessing

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["tests.chaos.worker", "tests.chaos.telegram_life", "tests.chaos.wecom_life"]
)
