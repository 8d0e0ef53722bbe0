"""What was recorded of times, and that it can be measured again."""

from __future__ import annotations

from datetime import date

from derivations.numbers import timing


def test_the_recording_says_where_and_when():
    record = timing.recorded()
    assert date.fromisoformat(record["date"])
    assert record["cores"] >= 1
    assert record["threads"] == "1"
    assert record["numpy"][0].isdigit()
    assert record["blas"]
    assert [(each["n"], each["d"]) for each in record["ratios"]] == list(timing.SIZES)
    assert all(each["gram"] == 1 for each in record["ratios"])
    assert all(each[task] > 0 for each in record["ratios"] for task in ("cholesky", "qr", "step"))


def test_it_can_be_measured_again(monkeypatch):
    monkeypatch.setattr(timing, "SIZES", ((8, 4),))
    monkeypatch.setattr(timing, "LEAST", 0.001)
    monkeypatch.setattr(timing, "TRIALS", 2)
    record = timing.record()
    assert record.keys() == timing.recorded().keys()
    assert [each.keys() for each in record["ratios"]] == [
        each.keys() for each in timing.recorded()["ratios"][:1]
    ]
