#!/usr/bin/env python3
"""安鉴的两条命令 The two commands: python3 run.py · python3 run.py test

python3 run.py [选项]      makes the environment, installs, opens the app on the curated data
python3 run.py demo       opens it on a random city, every measure, 60 months: nothing in it is real
python3 run.py test       installs what tests need and runs everything, the browser too
python3 run.py bundle     puts every package into wheels/, for an office without an index
Options after `run.py` go to Streamlit (--server.port 8600). Windows: py run.py. Standard library only.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
FIRST_PORT = 8501
DEMO = ROOT / ".anjian" / "demo"


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    command = arguments[0] if arguments and not arguments[0].startswith("-") else "run"
    rest = arguments[1:] if arguments and command == arguments[0] else arguments
    commands = {"run": run, "demo": demo, "test": test, "bundle": bundle}
    if command not in commands or "-h" in rest or "--help" in rest:
        print(__doc__)
        return 0 if command in commands else 2
    missing = missing_parts()  # no newer syntax here: an old Python must get as far as this line
    if missing:
        print(missing, file=sys.stderr)
        return 1
    return commands[command](rest)


def missing_parts() -> str:
    """Return what this machine lacks and how to get it, or an empty string."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        return (
            f"需要Python {OLDEST[0]}.{OLDEST[1]}或更新，现为{found}（{sys.executable}）。\n"
            f"Needs Python {OLDEST[0]}.{OLDEST[1]} or newer, found {found}.\n"
            "获取 get it: Debian/Ubuntu: sudo apt install python3 · 麒麟/统信: 应用商店或软件源\n"
            "Windows/macOS: Python官网安装包 the installer of the Python website"
        )
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return (
            "缺少venv组件，无法建立环境。\nThe venv package is missing.\n"
            f"获取 get it: sudo apt install python{version}-venv"
        )
    return ""


def install(requirements: str) -> None:
    """Make the environment where there is none, and install where the pins have changed."""
    pins = (ROOT / requirements).read_bytes()
    stamp = VENV / f".{requirements}.sha256"
    digest = hashlib.sha256(pins + sys.version.encode()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    if not PYTHON.exists():
        print("建立环境 Making the environment …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    print("安装软件包，首次需要几分钟 Installing packages, some minutes the first time …", flush=True)
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *offline, "-r", str(ROOT / requirements)], check=False)
    if done.returncode:
        raise SystemExit(
            "安装没有成功。没有网络时，在有网络的同类电脑上运行 python3 run.py bundle，再把 wheels/ 拷来。\n"
            "Installation failed. Without a network, run `python3 run.py bundle` on a like machine and copy wheels/."
        )
    stamp.write_text(digest)


def run(arguments: list[str]) -> int:
    """Install, start the app and open it in the browser; return Streamlit's exit code."""
    install("requirements.txt")
    port = next((a.split("=")[1] for a in arguments if a.startswith("--server.port=")), None)
    if port is None and "--server.port" in arguments:
        port = arguments[arguments.index("--server.port") + 1]
    if port is None:
        port = str(free_port())
        arguments = [*arguments, f"--server.port={port}"]
    address = f"http://localhost:{port}"
    print(f"安鉴 Anjian: {address}  （Ctrl+C结束 to stop）", flush=True)
    if "ANJIAN_NO_BROWSER" not in os.environ:
        threading.Thread(target=open_when_ready, args=(address,), daemon=True).start()
    command = [str(PYTHON), "-m", "anjian.screen.launch", *arguments]
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


def demo(arguments: list[str]) -> int:
    """Write the demonstration city if it is not there, then run the app on it; return Streamlit's exit code."""
    install("requirements.txt")
    if code := write_demo():
        return code
    os.environ["ANJIAN_DATA"] = str(DEMO)
    return run(arguments)


def write_demo() -> int:
    """Bring the demonstration city up to date with what it is made of; return 0, or the exit code of its writer."""
    stamp = DEMO / "made_from.sha256"
    made_from = demo_version()
    if stamp.exists() and stamp.read_text() == made_from:
        return 0
    print("写入演示数据：随机数字，不是真实数字 Writing the demonstration city: random, not real …", flush=True)
    beside = DEMO.with_name("demo.new")  # a stopped write leaves the older city whole
    shutil.rmtree(beside, ignore_errors=True)
    command = [str(PYTHON), "-m", "anjian", "demo", "--out", str(beside)]
    written = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    if written.returncode == 0:
        (beside / stamp.name).write_text(made_from)
        shutil.rmtree(DEMO, ignore_errors=True)
        beside.rename(DEMO)
    return written.returncode


def demo_version() -> str:
    """Return a hash over all that the demonstration city is made of: its code and the curated tables."""
    digest = hashlib.sha256()
    for path in (ROOT / "anjian" / "demo.py", *sorted((ROOT / "data").glob("*.csv"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def free_port() -> int:
    """Return the first free port from 8501 on."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit("8501—8600端口都被占用 Ports 8501 to 8600 are all in use: --server.port N")


def open_when_ready(address: str) -> None:
    """Open the browser when the app answers."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.5)


def test(arguments: list[str]) -> int:
    """Install what tests need and run all of them; return pytest's exit code."""
    install("requirements-test.txt")
    every_core = ["--numprocesses=auto", "--dist=loadfile"]  # a file's tests share its server and its browser
    return subprocess.run([str(PYTHON), "-m", "pytest", *every_core, *arguments], cwd=ROOT, check=False).returncode


def bundle(arguments: list[str]) -> int:
    """Download every package into wheels/, for machines of this kind without an index; return 0."""
    install("requirements-test.txt")
    shutil.rmtree(WHEELS, ignore_errors=True)
    pip = [str(PYTHON), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "-d", str(WHEELS)]
    subprocess.run([*pip, "-r", str(ROOT / "requirements-test.txt"), *arguments], check=True)
    print(f"wheels/：{len(list(WHEELS.iterdir()))}个软件包，连同项目一起拷走 packages; copy it with the project")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
