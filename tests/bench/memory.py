"""How much memory a server and its workers hold."""

import subprocess


def megabytes(group: int) -> float:
    """Resident memory of a process group; what its processes share is counted in each."""
    command = ["ps", "-A", "-o", "pgid=,rss="]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in said.splitlines()]
    return sum(int(kilobytes) for its, kilobytes in rows if int(its) == group) / 1024
