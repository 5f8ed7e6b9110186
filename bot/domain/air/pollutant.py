"""The six pollutants that GB 3095 judges, in the order in which they are printed."""

from collections.abc import Mapping
from enum import StrEnum


class Pollutant(StrEnum):
    SO2 = "so2"
    NO2 = "no2"
    PM10 = "pm10"
    PM25 = "pm25"
    CO = "co"
    O3 = "o3"


POLLUTANTS = tuple(Pollutant)
AT: Mapping[Pollutant, int] = {
    one: at for at, one in enumerate(POLLUTANTS)
}  # where its value stands in a reading
DECIMALS: Mapping[Pollutant, int] = {one: int(one is Pollutant.CO) for one in POLLUTANTS}  # of what is judged
PARTICLES = (Pollutant.PM10, Pollutant.PM25)  # what dust from elsewhere raises
MOST_CO = 60  # mg/m³: the end of HJ 633's table; more is µg
MOST = 99_999  # µg/m³; longer numbers are no concentration
