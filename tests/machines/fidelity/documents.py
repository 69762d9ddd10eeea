"""Reads the names of states out of the two documents that the lifecycles cover.

One is an article with a numbered list of task states. The other is a page of notes with code
blocks of constants, one block or one `#` heading in a block for each field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.machines.fidelity.rows import shared

_ARTICLE = "000_97eda25003bc9e81.txt"
_NOTES = "003_f5f1ef38165b4ddb.txt"

_FIELDS = {
    "InstanceTaskState": ("server", "task_state"),
    "InstanceState": ("server", "vm_state"),
    "InstancePowerState": ("power_state", "power_state"),
    "image status": ("image", "status"),
    "tasks status": ("image_task", "status"),
    "VolumeStatus": ("volume", "status"),
    "BackupStatus": ("backup", "status"),
    "SnapshotStatus": ("snapshot", "status"),
    "VolumeAttachStatus": ("attachment", "attach_status"),
    "VolumeMigrationStatus": ("volume_migration", "migration_status"),
    "NET_STATUS": ("network", "status"),
    "PORT_STATUS": ("port", "status"),
    "FLOATINGIP_STATUS": ("floating_ip", "status"),
    "ROUTER_STATUS": ("router", "status"),
}
"""Heading or prefix in the notes -> lifecycle and field."""

_CONSTANT = re.compile(r"^\*?([A-Z_]+)\*? = ['\"](.+)['\"]$")
_BARE = re.compile(r"^[a-z_]+$")
_HEADING = re.compile(r"^\*\*(.+)\*\*$|^# (\w+Status)$")
_STATUS = re.compile(r"'([A-Z_]+)'")
_ITEM = re.compile(r"^\d+\. (.+)$")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name that a document gives a state of a lifecycle; `field` is the upstream column."""

    lifecycle: str
    field: str
    value: str


def names() -> tuple[Name, ...]:
    """Every name of both documents, each once."""
    return tuple(dict.fromkeys((*_listed(), *_constants())))


def public_statuses() -> tuple[str, ...]:
    """The statuses that the notes' map of a server's states leads to."""
    text = shared("documents", _NOTES).read_text(encoding="utf-8")
    mapping = text.partition("_STATE_MAP = {")[2].partition("\n}")[0]
    code = "\n".join(line.partition("#")[0] for line in mapping.splitlines())
    return tuple(dict.fromkeys(_STATUS.findall(code)))


def _listed() -> Iterator[Name]:
    """The headings of the article's numbered list; some go on over several lines."""
    heading = ""
    for line in (*shared("documents", _ARTICLE).read_text(encoding="utf-8").splitlines(), "end."):
        if item := _ITEM.match(line):
            heading = item[1]
        elif heading and line.startswith((",", "and ")):
            heading += f" {line}"
        elif heading:
            for value in re.split(r" ?, ?| and |\band\b", heading):
                yield Name("server", "task_state", value.strip())
            heading = ""


def _constants() -> Iterator[Name]:
    heading = ""
    for line in shared("documents", _NOTES).read_text(encoding="utf-8").splitlines():
        if found := _HEADING.match(line.strip()):
            heading = found[1] or found[2]
        elif line.startswith("tasks status"):
            heading = "tasks status"
        elif constant := _CONSTANT.match(line):
            prefix = re.match(r"[A-Z]+_STATUS(?=_)", constant[1])
            yield Name(*_FIELDS[prefix[0] if prefix else heading], constant[2])
        elif _BARE.match(line) and heading in {"image status", "tasks status"}:
            yield Name(*_FIELDS[heading], line)
