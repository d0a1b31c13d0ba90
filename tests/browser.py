"""Find a Chromium for the browser tests: the system's, else from apt, else Playwright's own.

The headless shell is preferred: it draws the same pages for half of the processor time that the
whole browser takes, whose own toolbars are drawn even when nobody looks.
"""

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
"""Chromium as root, and without its own talk to the outside."""


def find_browser() -> str | None:
    """Its path, or None for Playwright's own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_browser() -> None:
    if shutil.which(SHELL):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::http::Timeout=20"]
        subprocess.run([*quiet, "update"], check=False)
        subprocess.run([*quiet, "install", "-y", SHELL], check=False)
    if not find_browser():
        shell_only = ["install", "--only-shell", "chromium"]
        subprocess.run([sys.executable, "-m", "playwright", *shell_only], check=True)


if __name__ == "__main__":
    install_browser()
    print(f"Browser: {find_browser() or 'Playwright’s own'}")  # noqa: T201
