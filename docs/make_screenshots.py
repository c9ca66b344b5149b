"""Makes the pictures of README and docs from the curated data: python docs/make_screenshots.py"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from browser import FLAGS, executable, serving  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from visiting import visit  # noqa: E402

FUZHOU = ",".join(f"fuzhou_{name}" for name in ("gulou", "taijiang", "cangshan", "mawei", "jinan", "changle"))
SHOTS = {
    "overview": ("?lang=zh", 1280, 900),
    "compare": ("compare?d=changzhou_jintan,zaozhuang_gaoxin,taizhou_wenling&i=average_fine", 1280, 760),
    "judged": (f"compare?d={FUZHOU}&y=2023&i=deaths", 1280, 980),
    "brief": ("brief?m=half_year&of=taizhou_wenling&p=2024-01..2024-06", 1280, 1000),
}


def main() -> None:
    """Write docs/<name>.png for each shot."""
    with serving(HERE.parent / "data") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for name, (path, width, height) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            visit(page, f"{address}/{path}")
            page.wait_for_selector(".stTable td, .js-plotly-plot .ytick")
            page.wait_for_timeout(1500)
            page.screenshot(path=str(HERE / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main()
