"""Reruns take turns, and nobody waits long for one."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

from anjian.config import ROOT
from anjian.screen import pieces, turns
from anjian.screen.forms import coverage


def test_reruns_stand_one_after_the_other():
    at_once, most = [], []

    def draw(n: int) -> bool:
        with turns.taken(longest=60) as had:
            at_once.append(n)
            most.append(len(at_once))
            time.sleep(0.02)
            at_once.remove(n)
        return had

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(draw, range(8)))
    assert max(most) == 1


def test_a_long_rerun_holds_nobody_up():
    stop = threading.Event()

    def long() -> None:
        with turns.taken():
            stop.wait(60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(long)
        while not turns._turn.locked():
            time.sleep(0.01)
        with turns.taken(longest=0.05) as had:
            assert not had
        stop.set()
    with turns.taken(longest=60) as had:  # and who went on beside it gives back no turn of another
        assert had


def test_a_rerun_that_stops_gives_its_turn_back():
    with pytest.raises(RuntimeError), turns.taken():
        raise RuntimeError
    with turns.taken(longest=0) as had:
        assert had


def test_who_gives_the_turn_back_early_gives_back_no_other_s():
    with turns.taken():
        turns.give_back()
        assert not turns._turn.locked()
        with ThreadPoolExecutor(1) as pool, turns._turn:  # another has it now
            turns.give_back()
            assert pool.submit(turns._turn.locked).result()
    assert not turns._turn.locked()
    turns.give_back()  # without a turn
    assert not turns._turn.locked()


def test_the_app_draws_its_pages_in_turn(monkeypatch):
    held = []
    draw = pieces.chart
    monkeypatch.setattr(coverage, "draw_chart", lambda *a, **k: (held.append(turns._turn.locked()), draw(*a, **k))[1])
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception
    assert held == [True]
    assert not turns._turn.locked()
