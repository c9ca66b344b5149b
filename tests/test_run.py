"""The two commands: what run.py says when something is missing, and what it does with what it is given."""

import re
import socket
import subprocess
import sys

import pytest

import run
from anjian.config import ROOT


def test_an_old_python_is_told_what_was_found_and_how_to_get_a_newer_one(monkeypatch):
    monkeypatch.setattr(run, "OLDEST", (99, 0))
    told = run.missing_parts()
    assert "99.0" in told
    assert ".".join(map(str, sys.version_info[:3])) in told
    assert "apt install" in told


def test_a_python_without_venv_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert f"apt install python3.{sys.version_info[1]}-venv" in run.missing_parts()


def test_nothing_is_missing_here():
    assert run.missing_parts() == ""


@pytest.mark.parametrize(("arguments", "code"), [(["nonsense"], 2), (["run", "--help"], 0)])
def test_a_command_that_does_not_exist_shows_those_that_do(arguments, code):
    done = subprocess.run([sys.executable, "run.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "python3 run.py test" in done.stdout


def test_only_the_standard_library_is_imported():
    imported = set(re.findall(r"^\s*import (\w+)|^from (\w+)", (ROOT / "run.py").read_text(encoding="utf-8"), re.M))
    assert {a or b for a, b in imported} <= set(sys.stdlib_module_names)


def test_a_port_in_use_is_passed_over(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(run, "FIRST_PORT", port)
        assert run.free_port() > port
