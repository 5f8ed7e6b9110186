"""The stories of the main job over WeCom's self-built app: the very functions, in a town where everybody has it."""

from inspect import signature

import pytest

from tests.scenarios import test_a_dated_milestone, test_returns, test_the_last_days_of_2023
from tests.wecom.city import WeComCity


@pytest.fixture
async def town(town: WeComCity) -> WeComCity:
    """As in tests/scenarios: everybody has acknowledged, and is asked no more for that."""
    await town.acknowledge()
    return town


OF_THE_BROWSER = {
    "test_a_replayed_update_is_no_second_report",  # hands an update of the browser's to the conversation
    "test_a_return_filed_after_its_day_is_late",  # presses buttons that no message carries
    "test_the_coordinators_own_bureau_is_reviewed_by_somebody_else",  # so does this
}

for module in (test_a_dated_milestone, test_returns, test_the_last_days_of_2023):
    for name, story in vars(module).items():
        told_in = {"town", "nanyang"} & set(signature(story).parameters) if name.startswith("test_") else ()
        if told_in and name not in OF_THE_BROWSER:
            globals()[name] = story
