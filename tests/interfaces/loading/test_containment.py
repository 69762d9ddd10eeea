"""A hostile module gives one line and exit code 2, or harms nothing; it never reaches a report."""

import inspect
import os
import select
import signal
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from tests.interfaces.conftest import DOOR, GATE, Write
from tests.interfaces.loading.test_definition import TWO_INITIALS
from tests.interfaces.process import python, started, wayout

from wayout.analysis.limits import Limits
from wayout.interfaces.errors import LoadError
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.writing import lifecycle_value
from wayout.interfaces.loading import load, load_lifecycles, loading, process

SOUND = inspect.cleandoc(GATE) + "\n"
CLEAN = "1 lifecycle, 2 states, 1 transition: 0 findings\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes")
slow = partial(pytest.param, marks=pytest.mark.slow)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the memory limit holds on Linux")

EVERYWHERE = "import os\nfor fd in range(3, 64):\n  try: os.write(fd, %r)\n  except OSError: pass\n"
IGNORING = (
    "from signal import Signals, signal\n"
    "for number in set(Signals) - {9, 19}: signal(number, lambda *args: 0)\n"
)
FORGED = b'{"imported":true}\n{"found":[]}\n'


@posix
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("while True: pass", "importing it takes more than 1 s; raise --limit-seconds"),
        slow(
            IGNORING + "while True: pass", "importing it takes more than 1 s; raise --limit-seconds"
        ),
        slow("while True: print('x' * 9999)", "importing it takes more than 1 s; raise"),
        (
            "import os, time\nfor _ in range(4): os.fork()\ntime.sleep(99)",
            "importing it takes more than 1 s; raise --limit-seconds",
        ),
        ("import os; os._exit(0)", "importing it ends the program (SystemExit: 0)"),
        slow("import sys; sys.exit()", "importing it ends the program (SystemExit)"),
        slow("raise KeyboardInterrupt", "importing it raised KeyboardInterrupt"),
        ("import os; os.kill(os.getpid(), 9)", "importing it ends its process by SIGKILL"),
        slow("import ctypes; ctypes.string_at(0)", "importing it ends its process by SIGSEGV"),
        (
            "import ctypes; ctypes.CDLL(None)._exit(0)",
            "importing it ends its process with exit code 0",
        ),
        slow("import os; os.closerange(0, 256)\n" + SOUND, "importing it ends its process"),
        ("import os; os.closerange(3, 256)\n" + SOUND, "importing it ends its process"),
        slow("input()", "importing it raised EOFError: EOF when reading a line"),
        (
            "import json; json.dumps = lambda *a, **k: '[]'\n" + SOUND,
            "its process answers what is no lifecycle (answer: expected an object, found a list)",
        ),
        slow(
            "from wayout.interfaces.loading import answers\n"
            'answers.encode_found = lambda found: b\'{"found": [{"lifecycle": 5}]}\'\n' + SOUND,
            "its process answers what is no lifecycle (answer: found[0].lifecycle: expected",
        ),
        (EVERYWHERE % b"garbage" + SOUND, "its process answers what is no lifecycle (answer:1:1:"),
        (EVERYWHERE % FORGED + SOUND, "imported code answered in wayout's place"),
        (SOUND.replace("shut = State(", "shut = type('S', (State,), {'parts': 5})("), "reading it"),
    ],
)
def test_a_hostile_module_is_one_line(write: Write, folder: Path, text: str, problem: str) -> None:
    write("x.py", text)
    done = wayout("check", "x.py", "-f", "json", "--limit-seconds", "1", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    *_, line = done.stderr.splitlines()
    assert line.startswith("wayout: error: ")
    assert problem in line
    assert "Traceback" not in done.stderr


@posix
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import atexit; atexit.register(print, 'bye')", "bye\n"),
        slow("import atexit, time; atexit.register(time.sleep, 99)", ""),
        slow("import threading, time; threading.Thread(target=time.sleep, args=(99,)).start()", ""),
        slow("import os, time\nif os.fork() == 0: time.sleep(99)", ""),
        ("import os; os.write(1, b'[]\\n')", "[]\n"),
        ("print('\\x1b[31m\\tred\\r')", "\\x1b[31m\tred\n"),
        slow("import sys; sys.stdout = sys.stderr = sys.__stdout__ = None", ""),
        ("import os; os.close(1); os.close(2)", ""),
    ],
)
def test_what_a_sound_module_does_besides_harms_nothing(
    write: Write, folder: Path, text: str, said: str
) -> None:
    write("gate.py", f"{text}\n{SOUND}")
    done = wayout("check", "gate.py", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN, said)


@linux
@pytest.mark.parametrize("size", [slow("' ' * 1_000_000"), "{}"])
def test_a_module_that_eats_memory_is_one_line(write: Write, folder: Path, size: str) -> None:
    write("x.py", f"eaten = []\nwhile True: eaten.append({size})")
    done = wayout("check", "x.py", "--limit-memory", "200", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("wayout: error: x.py:")
    assert line.endswith(" importing it takes more memory than it may have (--limit-memory)")


@posix
def test_all_problems_are_named_although_the_process_does_not_survive(
    write: Write, folder: Path
) -> None:
    write("a.py", "import os; os.abort()")
    write("b.py", "raise ValueError('boom')")
    write("c.py", "import os; os.abort()")
    write("gate.py", SOUND)
    done = wayout("check", "a.py", "gate.py", "b.py", "none.py", "c.py", cwd=folder)
    assert done.returncode == 2
    assert [line.split(": ")[2] for line in done.stderr.splitlines()] == [
        "a.py",
        "b.py:1",
        "none.py",
        "c.py",
    ]


def test_a_contained_import_finds_what_one_here_finds(write: Write) -> None:
    write("shop/__init__.py", "")
    write("shop/doors.py", DOOR + GATE)
    write("two.py", GATE + TWO_INITIALS)
    write("again.py", "from wayout.machines.image import Image\nfrom shop.doors import Door")
    (image,) = load_lifecycles(["image"])
    write("photo.json", encode(lifecycle_value(image)))
    targets = [
        *("shop.doors", "two.py", "shop.doors:Door", "./shop/doors.py:Gate", "photo.json"),
        *("again:Image", "image", "again:Door", "wayout.machines.backup"),
    ]
    here, contained = load(targets), load(targets, contained=True)
    assert contained == here
    assert [one.accepted for one in contained.lifecycles] == [
        one.accepted for one in here.lifecycles
    ]
    assert [one.refused for one in contained.lifecycles if one.refused] == [("b", "c")]


def test_a_built_in_lifecycle_cannot_be_replaced_by_another_module(write: Write) -> None:
    write("x.py", f"{SOUND}Gate.__module__, Gate.__qualname__ = 'wayout.machines.image', 'Image'\n")
    (lifecycle, *_) = load_lifecycles(["x.py:Gate", "image"], contained=True)
    assert lifecycle.states == load_lifecycles(["image"])[0].states


def test_the_limits_hold_there_too(write: Write) -> None:
    write("both.py", DOOR + GATE)
    loaded = load(["both.py"], limits=Limits(states=3), contained=True)
    assert loaded == load(["both.py"], limits=Limits(states=3))
    assert [one.lifecycle for one in loaded.unfinished] == ["both.py:Door"]


def test_an_answer_without_end_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_BYTES", 10_000)
    write("x.py", EVERYWHERE.replace("%r", "b'x' * 20_000"))
    with pytest.raises(LoadError, match=r"x.py: its process answers more than"):
        load(["x.py"], contained=True)


@posix
def test_nothing_runs_any_more_after_an_interrupt(write: Write, folder: Path) -> None:
    write(
        "slow.py",
        "import os, time\nchild = os.fork()\n"
        "if child: print(os.getpid(), child, flush=True)\ntime.sleep(60)\n",
    )
    running = started("check", "slow.py", cwd=folder)
    assert running.stderr is not None
    ids = [int(word) for word in running.stderr.readline().split()]
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=30)
    assert (running.returncode, out, said) == (130, "", "wayout: interrupted\n")
    assert all(ends(one) for one in ids)


def ends(process_id: int) -> bool:
    """Whether a process has ended, or does: one that is killed takes its time where all is busy."""
    try:
        process = os.pidfd_open(process_id)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 10)[0])
    finally:
        os.close(process)


@posix
def test_the_process_has_ended_at_the_end_of_the_block(write: Write) -> None:
    write("slow.py", "import time; time.sleep(60)")
    before = time.monotonic()
    with loading(["slow.py"], contained=True):
        pass
    assert time.monotonic() - before < 30


def test_only_so_much_is_passed_on(write: Write, folder: Path) -> None:
    write("gate.py", f"for _ in range(3_000): print('x' * 999)\n{SOUND}")
    done = wayout("check", "gate.py", cwd=folder)
    assert (done.returncode, done.stdout) == (0, CLEAN)
    *_, last = done.stderr.splitlines()
    assert last == "wayout: what imported code prints beyond 1 MB is left out"
    assert len(done.stderr) < 1_100_000


def test_folders_on_the_path_of_this_process_are_on_that_of_the_other(
    write: Write, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    write("elsewhere/hinges_of_test.py", "")
    write("json.py", "raise ValueError('a module of the working directory')")
    write("gate.py", f"import hinges_of_test\n{SOUND}")
    monkeypatch.syspath_prepend(str(folder / "elsewhere"))
    assert [one.name for one in load_lifecycles(["gate.py"], contained=True)] == ["Gate"]


def test_the_process_that_checks_needs_no_python_statemachine(write: Write, folder: Path) -> None:
    write("gate.py", SOUND)
    code = (
        "import sys\nfrom wayout.interfaces.loading import load\n"
        "print(len(load(['gate.py'], contained=True).lifecycles), 'statemachine' in sys.modules)"
    )
    assert python("-c", code, cwd=folder).stdout == "1 False\n"
