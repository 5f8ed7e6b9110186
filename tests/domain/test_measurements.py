"""Values survive the event log exactly."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measurements import Measurement, Verdict, measurement_from_json

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
measurements = st.builds(
    Measurement,
    value=decimals,
    unit=st.sampled_from(["", "%", "万千瓦", "家"]),
    name=st.text(max_size=10),
    of=st.none() | decimals,
    verdict=st.none() | st.sampled_from(Verdict),
    target=st.none() | decimals,
)


@given(measurements)
def test_a_value_read_back_from_an_event_is_the_value_reported(one: Measurement) -> None:
    assert measurement_from_json(one.to_json()) == one


def test_the_share_of_a_count_is_not_rounded() -> None:
    assert Measurement(Decimal(499), of=Decimal(2500)).percent == Decimal("19.96")
    assert Measurement(Decimal(5), of=Decimal(0)).percent is None
