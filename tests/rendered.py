"""Office files as LibreOffice shows them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader


def pages(content: bytes, ending: str, folder: Path) -> list[PageObject]:
    """Return the pages of an office file; skip, saying so, where LibreOffice (or its part for slides) is not here."""
    if not (soffice := shutil.which("soffice")):
        pytest.skip("no LibreOffice here (Debian: apt install libreoffice-writer-nogui): pages not converted")
    (folder / f"brief{ending}").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / f"brief{ending}"]
    told = subprocess.run(command, check=False, capture_output=True, timeout=180)
    if ending == ".pptx" and b"could not be loaded" in told.stderr:
        pytest.skip("LibreOffice without Impress (Debian: apt install libreoffice-impress-nogui): slides not converted")
    assert told.returncode == 0, told.stderr
    return list(PdfReader(folder / "brief.pdf").pages)
