"""Which layout draws what."""

from bot.domain.drawn import Charts, CountyMap, Drawable, GoalBoard
from bot.exports.county_map import map_layout
from bot.exports.gauges import goals_layout
from bot.exports.indicator_charts import charts_layout
from bot.exports.picture import layout
from bot.exports.sheet import Sheet
from bot.i18n import Language


def layout_of(drawn: Drawable, language: Language) -> Sheet:
    match drawn:
        case Charts():
            return charts_layout(drawn, language)
        case CountyMap():
            return map_layout(drawn, language)
        case GoalBoard():
            return goals_layout(drawn, language)
    return layout(drawn, language)
