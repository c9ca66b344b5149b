"""The two commands: what run.py says when something is missing, and what it does with what it is given."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

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


# The demonstration city.


def test_the_usage_names_the_demonstration_city():
    done = subprocess.run([sys.executable, "run.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "python3 run.py demo" in done.stdout


@pytest.fixture
def writes(monkeypatch, tmp_path) -> list:
    """Let run.py write its demonstration elsewhere, without writing; return the folders it was asked to write."""
    asked = []

    def write(command: list[str], **_) -> subprocess.CompletedProcess:
        folder = Path(command[command.index("--out") + 1])
        asked.append(folder.name)
        folder.mkdir(parents=True)
        (folder / "fines.csv").write_text(f"{len(asked)}")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(run, "DEMO", tmp_path / "state" / "demo")
    monkeypatch.setattr(run.subprocess, "run", write)
    return asked


def test_the_demonstration_city_is_written_once(writes):
    assert (run.write_demo(), run.write_demo(), len(writes)) == (0, 0, 1)
    assert (run.DEMO / "fines.csv").read_text() == "1"
    assert [p.name for p in run.DEMO.parent.iterdir()] == ["demo"]


def test_it_is_written_anew_when_what_it_is_made_of_changes(writes, monkeypatch):
    run.write_demo()
    monkeypatch.setattr(run, "demo_version", lambda: "another")
    run.write_demo()
    assert (run.DEMO / "fines.csv").read_text() == "2"


def test_a_failed_write_is_told_and_leaves_the_older_city(writes, monkeypatch):
    run.write_demo()
    monkeypatch.setattr(run, "demo_version", lambda: "another")
    monkeypatch.setattr(run.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    assert run.write_demo() == 1
    assert (run.DEMO / "fines.csv").read_text() == "1"


def test_the_app_is_run_on_the_demonstration_city(writes, monkeypatch):
    monkeypatch.setattr(run, "install", lambda _: None)
    monkeypatch.setenv("ANJIAN_DATA", "elsewhere")
    monkeypatch.setattr(run, "run", lambda arguments: (os.environ["ANJIAN_DATA"], arguments))
    assert run.main(["demo", "--server.port=8600"]) == (str(run.DEMO), ["--server.port=8600"])
