"""What pictures refuse: a chart of nothing, a map of nowhere."""

from tests.builders import ZH, City

ASKED = (  # who, what, and the sentence
    ("coordinator", "/chart", "refused.chart_of_what"),
    ("coordinator", "/chart 1 火电", "refused.no_such_indicator"),
    ("coordinator", "/map 99", "refused.no_such_task"),
    ("u03-liaison", "/map", "refused.no_counties"),
    ("leader", "/goals", "refused.no_goals"),
    ("leader", "/map 达标", "refused.no_attainment"),
)


async def what_pictures_refuse(there: City) -> None:
    for person, what, key in ASKED:
        said = await there.say(person, what)
        assert ZH.say(key, word="火电", task="99") in said.text, said.text
