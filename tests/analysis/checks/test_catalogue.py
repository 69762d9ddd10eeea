"""The catalogue, the folder, the pages and the tests name the same checks."""

import json
import re
import sys
from dataclasses import replace
from datetime import date
from importlib import import_module, util
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from tests.analysis.held import held
from tests.analysis.recorded import recorded
from tests.analysis.replay import replay

from wayout.analysis.checks.catalogue import ON_DRIFT, ON_LIFECYCLES, ON_LOGS, SLUGS, checks, page
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import definition_error, machines_of, read
from wayout.analysis.verification import verify
from wayout.interfaces.exchange.reading import read_value

FOLDER = files("wayout.analysis.checks")
NAMES = {check_id: slug.replace("-", "_") for check_id, slug in SLUGS.items()}
TODAY = date(2026, 1, 1)

REFUSED = "WO106"
"""python-statemachine itself refuses the class of its bad example."""

NEVER_RETURN = {"WO109", "WO110"}
"""The machines of these bad examples loop for ever when they run."""

WITHOUT_WITNESS = {
    *("WO101", "WO107", "WO306", "WO403", "WO702", "WO703", "WO901", "WO902"),
    *ON_DRIFT,
    *ON_LOGS,
} - {"WO604"}
"""That nothing happens is shown by no run."""


def names_in_folder(suffix: str) -> set[str]:
    return {
        entry.name.removesuffix(suffix)
        for entry in FOLDER.iterdir()
        if entry.name.endswith(suffix) and entry.name not in ("__init__.py", "catalogue.py")
    }


def test_modules_pages_and_tests_are_those_of_the_catalogue():
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    others = {"catalogue", "all_checks"}
    assert names_in_folder(".py") == set(NAMES.values())
    assert names_in_folder(".md") == set(NAMES.values())
    assert tests - others == set(NAMES.values())


def test_ids_are_in_order():
    assert list(SLUGS) == sorted(SLUGS)
    assert all(re.fullmatch(r"WO\d{3}", check_id) for check_id in SLUGS)


def test_checks_are_loaded_in_catalogue_order():
    assert [check.id for check in checks()] == list(ON_LIFECYCLES)
    assert [check.id for check in checks(SLUGS)] == list(SLUGS)
    assert [check.id for check in checks(["WO201", "WO102"])] == ["WO102", "WO201"]


def test_an_unknown_id_is_named():
    with pytest.raises(KeyError, match="WO998"):
        checks(["WO101", "WO998"])


@pytest.mark.parametrize("check_id", SLUGS)
def test_a_check_is_named_like_its_module(check_id: str):
    check = import_module(f"wayout.analysis.checks.{NAMES[check_id]}").CHECK
    assert (check.id, check.slug) == (check_id, SLUGS[check_id])
    assert check.severity in Severity
    assert check.summary.endswith(".")
    assert not check.remedy.endswith(".")


@pytest.mark.parametrize("check_id", SLUGS)
def test_a_page_has_its_sections(check_id: str):
    text = page(check_id)
    assert text.startswith(f"# {check_id} {SLUGS[check_id]}\n\n")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == ["Why it matters", "Bad", "Good", "Remedy"]
    assert all(len(line) <= 100 for line in text.splitlines())


@pytest.mark.parametrize("check_id", [check_id for check_id in SLUGS if check_id != REFUSED])
def test_the_bad_example_shows_the_defect(check_id: str, load_example):
    machine = load_example(check_id, "Bad")
    found = findings_of(machine, check_id)
    assert found
    assert all((finding.witness is None) == (check_id in WITHOUT_WITNESS) for finding in found)
    if check_id not in NEVER_RETURN and isinstance(machine, type):
        for finding in found:
            replay(machine, finding.witness)


def test_python_statemachine_refuses_the_bad_example_of_several_initial_states(load_example):
    with pytest.raises(Exception, match="one and only one initial") as caught:
        load_example(REFUSED, "Bad")
    assert definition_error(caught.value)


@pytest.mark.parametrize("check_id", SLUGS)
def test_the_good_example_is_clean(check_id: str, load_example):
    report = verify([lifecycle_of(load_example(check_id, "Good"))], checks(SLUGS), today=TODAY)
    assert not report.open


def findings_of(example: type | Lifecycle, check_id: str) -> list[Finding]:
    report = verify([lifecycle_of(example)], checks(SLUGS), today=TODAY)
    return [finding for finding in report.open if finding.check == check_id]


def lifecycle_of(example: type | Lifecycle) -> Lifecycle:
    return example if isinstance(example, Lifecycle) else read(example, target="example")


@pytest.fixture
def load_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Load the class of an example as a module of its own, or its data, as a user's file."""

    def load(check_id: str, heading: str) -> type | Lifecycle:
        section = page(check_id).split(f"\n## {heading}\n")[1].split("\n## ")[0]
        (language, code), *source = re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL)
        if language == "json":
            return read_value(json.loads(code))
        name = f"example_{check_id}_{heading}"
        path = tmp_path / f"{name}.py"
        path.write_text(code, encoding="utf-8")
        (machine,) = machines_of(load_module(name, path, monkeypatch))
        return against(machine, *source) if source else machine

    return load


def against(machine: type, beside: tuple[str, str], how: tuple[str, str]) -> Lifecycle:
    """Hold the machine of a page against what is beside it: a log, or a source with a mapping."""
    language, text = beside
    lifecycle = replace(read(machine, target="example"), name=machine.__name__.lower())
    if language == "text":
        return recorded(lifecycle, text, how[1])
    path = {"python": "shop/orders.py", "rst": "doc/orders.rst"}[language]
    return held(lifecycle, how[1], {path: text})


def load_module(name: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module
