"""Load what TARGETs name, each machine once, and gather every problem."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import DEFAULT, Limits
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.errors import LimitError, LoadError, WayoutError
from wayout.interfaces.loading.builtin import Builtins
from wayout.interfaces.loading.data import in_data
from wayout.interfaces.loading.found import Found
from wayout.interfaces.loading.loaded import Begin, Loaded, named_apart
from wayout.interfaces.loading.targets import (
    Builtin,
    BuiltinSystem,
    InData,
    InModule,
    InSource,
    Target,
    beside,
    is_of_users,
    parse,
)
from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS

if TYPE_CHECKING:
    from wayout.interfaces.loading.answers import Answer
    from wayout.interfaces.loading.containment import Containment
    from wayout.interfaces.loading.sources import Sources


@contextmanager
def loading(
    targets: Sequence[str], *, limits: Limits = DEFAULT, contained: bool = False
) -> Iterator[Callable[[Begin], Loaded]]:
    """Begin to load what TARGETs hold; all built-in lifecycles if there is none.

    The function that it yields returns them in the order of the TARGETs. A lifecycle is named by
    its class or file; where two have the same name, by its TARGET. What is read in this process
    is handed to its argument as soon as it is, by its plain name, for whoever can begin with it
    before all others are there.

    Users' modules and files are imported, which runs their code: in this process, or, where it
    is `contained`, in one of their own, which runs from here on and has ended at the end of the
    block. Only there the limits hold for an import.

    Raises:
        LoadError: from the function, with the problems of all TARGETs.
    """
    with closing(_Loading(targets, limits, contained=contained)) as run:
        yield run.loaded


def load(targets: Sequence[str], *, limits: Limits = DEFAULT, contained: bool = False) -> Loaded:
    """Load the lifecycles of TARGETs at once, as `loading` does.

    Raises:
        LoadError: with the problems of all TARGETs.
    """
    with loading(targets, limits=limits, contained=contained) as loaded:
        return loaded(_wait)


def load_sound(
    targets: Sequence[str], *, limits: Limits = DEFAULT, contained: bool = False
) -> tuple[Loaded, Mapping[str, tuple[str, ...]]]:
    """Load what can be loaded as `load` does, and map each other TARGET to what is wrong with it.

    Raises:
        LoadError: if imported code answers in wayout's place, so that nothing can be believed.
    """
    with closing(_Loading(targets, limits, contained=contained)) as run:
        return run.sound()


def load_lifecycles(
    targets: Sequence[str], *, limits: Limits = DEFAULT, contained: bool = False
) -> tuple[Lifecycle, ...]:
    """Load as `load` does, for whoever cannot do with less than all lifecycles.

    Users' code is run in this process, unless it is to be `contained` in one of its own.

    Raises:
        LoadError: as `load`, and if a TARGET is a system.
        LimitError: if a lifecycle is too large to be read.
    """
    loaded = load(targets, limits=limits, contained=contained)
    if loaded.unfinished:
        raise LimitError(*(f"{one.lifecycle}: {one.reason}" for one in loaded.unfinished))
    if loaded.systems:
        raise LoadError(*(_is_system(each) for each in loaded.systems))
    return loaded.lifecycles


def _wait(_: object) -> None:
    """Begin with nothing before all is there."""


class _Loading:
    """Answers each TARGET, users' code apart where it is to be contained."""

    def __init__(
        self, targets: Sequence[str], limits: Limits, *, contained: bool, systems: bool = True
    ) -> None:
        self._texts = tuple(dict.fromkeys(targets or BUILTIN))
        self._systems = systems
        self._limits = limits
        self._contained = contained
        self._builtins = Builtins(limits)
        self._answers: dict[str, Answer] = {}
        self._here: dict[str, Target] = {}
        elsewhere: list[str] = []
        for text in self._texts:
            try:
                target = parse(text)
            except LoadError as error:
                self._answers[text] = error
                continue
            if contained and is_of_users(target):
                elsewhere.append(text)
            else:
                self._here[text] = target
        self._sources: Sources | None = None
        self._containment: Containment | None = None
        if elsewhere:
            from wayout.interfaces.loading import containment

            self._containment = containment.Containment(elsewhere, limits)

    def loaded(self, begin: Begin = _wait) -> Loaded:
        loaded, refused = self.sound(begin)
        if refused:
            problems = (problem for found in refused.values() for problem in found)
            raise LoadError(*dict.fromkeys(problems))
        return loaded

    def sound(self, begin: Begin = _wait) -> tuple[Loaded, Mapping[str, tuple[str, ...]]]:
        for text, target in self._here.items():
            answer = self._answers[text] = self._answer(target)
            for one in () if isinstance(answer, WayoutError) else answer:
                if not isinstance(one.content, Unfinished):
                    begin(one.content)
        if self._containment is not None:
            for text, answer in self._containment.answers().items():
                self._answers[text] = self._trusted(answer)
        found: dict[object, Found] = {}
        refused: dict[str, tuple[str, ...]] = {}
        for text in self._texts:
            answer = self._answers[text]
            if isinstance(answer, WayoutError):
                refused[text] = answer.problems
                continue
            for one in answer:
                found.setdefault(one.key, one)
        return named_apart(tuple(found.values())), MappingProxyType(refused)

    def _member(self, system: InData, text: str) -> Lifecycle:
        """Return the one lifecycle of a TARGET that the file of a system names."""
        target = beside(system.path, text)
        member = _Loading((target,), self._limits, contained=self._contained, systems=False)
        with closing(member) as run:
            loaded = run.loaded()
        if loaded.unfinished:
            raise LimitError(*(one.reason for one in loaded.unfinished))
        if len(loaded.lifecycles) != 1:
            message = f"{target}: a member is one lifecycle; name one of those it holds"
            raise LoadError(message)
        return loaded.lifecycles[0]

    def close(self) -> None:
        if self._containment is not None:
            self._containment.close()

    def _answer(self, target: Target) -> "Answer":
        try:
            match target:
                case Builtin(name):
                    return (self._builtins.machine(BUILTIN[name], name, name),)
                case BuiltinSystem(name):
                    return (self._system(name),)
                case InData():
                    resolve = partial(self._member, target) if self._systems else None
                    return in_data(target, self._limits, resolve)
                case InModule() | InSource():
                    return self._find(target)
        except LoadError as error:
            return error

    def _system(self, name: str) -> Found:
        if not self._systems:
            message = f"{name}: a system; a member is one lifecycle"
            raise LoadError(message)
        return self._builtins.system(name)

    def _find(self, target: InModule | InSource) -> "Answer":
        if self._sources is None:
            from wayout.interfaces.loading.sources import Sources

            self._sources = Sources(self._limits)
        return self._sources.find(target)

    def _trusted(self, answer: "Answer") -> "Answer":
        """Read what is built in here, where it is given under another name."""
        if isinstance(answer, WayoutError):
            return answer
        return tuple(map(self._builtin, answer))

    def _builtin(self, one: Found) -> Found:
        if one.machine in BUILTIN.values():
            return self._builtins.machine(one.machine, one.qualified, None)
        system = next((name for name, place in SYSTEMS.items() if place == one.machine), None)
        return one if system is None else self._system(system)


def _is_system(declared: DeclaredSystem) -> str:
    takers = "check, prove, draw, list, show and export take one"
    return f"{declared.target}: a system; {takers}, anything else takes lifecycles"
