"""A Chromium for the browser tests: the system's, or the package manager's where it may install one."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = (
    "The browser tests need Chromium. Install it with the system's package manager, "
    "for example: sudo apt-get install chromium\n"
    "or name one in the environment: LEARNHUB_CHROMIUM=/path/to/chromium"
)


def find() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("LEARNHUB_CHROMIUM")
    if named:
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """With apt as root; elsewhere a person has to say yes."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-core"],
            check=True,
            env=environment,
        )


def main() -> None:
    if find() is None:
        install()
    found = find()
    if found is None:
        sys.exit(HOW)
    print(f"Chromium for the browser tests: {found}")


if __name__ == "__main__":
    main()
