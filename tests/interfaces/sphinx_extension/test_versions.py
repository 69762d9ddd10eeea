import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.interfaces.sphinx_extension.projects import Project, doors

ROOT = Path(__file__).parents[3]
PAGE = """
.. wayout:diagram:: door.py:Door
   :caption: The door, drawn
   :name: drawn

:ref:`drawn`, :wayout:state:`Door.ajar`

.. wayout:diagram:: door.py:Door
   :around: half-open
   :mark: findings

.. wayout:witness:: door.py:Door
   :witness: WO102

.. wayout:page:: door.py:Door
"""
OPENSTACK = """
extensions.append("openstackdocstheme")
openstackdocs_auto_name = openstackdocs_auto_version = openstackdocs_pdf_link = False
html_last_updated_fmt = None
release = "1"
"""
THEMES = {"alabaster": "", "furo": "", "openstackdocs": OPENSTACK}
"""What each needs in conf.py; that of OpenStack asks git for what it is not told."""
PACKAGES = ("alabaster", "furo", "openstackdocstheme")
EXPECTED = {
    "html": ("index.html", 'role="graphics-document document"'),
    "latex": ("doors.tex", r"\sphinxincludegraphics{wayout-"),
    "text": ("index.txt", '"shut" → "broken"'),
    "epub": ("index.xhtml", 'alt="Diagram of Door'),
}

pytestmark = pytest.mark.slow


def oldest() -> str:
    """The oldest Sphinx that the extra allows, with its newest corrections."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (bound,) = extras["optional-dependencies"]["sphinx"]
    return f"{bound.replace('>=', '==')}.*"


@pytest.fixture(scope="module", params=[oldest(), "sphinx"])
def python(request, tmp_path_factory) -> str:
    """The Python of an environment with one release of Sphinx, and the themes for it."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - ours
    python = str(folder / "bin" / "python")
    wanted = (request.param, *PACKAGES, "-e", f"{ROOT}[render]")
    done = subprocess.run(  # noqa: S603 - ours
        [python, "-m", "pip", "install", "--quiet", *wanted],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode and "connection broken" in done.stderr:
        pytest.skip("pip has no network")
    assert not done.returncode, done.stderr
    return python


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_quiet(python: str, theme: str, tmp_path: Path) -> None:
    conf = f'html_theme = "{theme}"\n{THEMES[theme]}'
    project = Project(doors(tmp_path, PAGE, conf).folder, python)
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    for step in (("init", "-q"), ("add", "conf.py"), ("commit", "-qm", "x")):
        subprocess.run([*git, *step], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 - ours
    built = project.build("html", "-W", "--keep-going", "-n", "-j", "2")
    assert (built.status, built.warned) == (0, "")
    name, said = EXPECTED["html"]
    assert said in built.text(name)


@pytest.mark.parametrize("builder", [*EXPECTED, "man", "singlehtml", "dirhtml"])
def test_every_builder_is_quiet(python: str, builder: str, tmp_path: Path) -> None:
    built = Project(doors(tmp_path, PAGE).folder, python).build(builder, "-W", "-n")
    assert (built.status, built.warned) == (0, "")
    if builder in EXPECTED:
        name, said = EXPECTED[builder]
        assert said in built.text(name)
