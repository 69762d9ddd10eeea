import subprocess
import sys
from pathlib import Path

import pytest
from tests.interfaces.sphinx_extension.projects import Project, doors

ROOT = Path(__file__).parents[3]
PAGE = """
.. wayout:diagram:: door.py:Door
   :caption: The door, drawn
   :name: drawn

:ref:`drawn`, :wayout:state:`Door.ajar`

.. wayout:page:: door.py:Door
"""
THEMES = ("alabaster", "furo", "openstackdocstheme")
EXPECTED = {
    "html": ("index.html", 'role="graphics-document document"'),
    "latex": ("doors.tex", r"\sphinxincludegraphics{wayout-"),
    "text": ("index.txt", '"shut" → "broken"'),
    "epub": ("index.xhtml", 'alt="Diagram of Door'),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["sphinx==7.4.*", "sphinx"])
def python(request, tmp_path_factory) -> str:
    """The Python of an environment with one release of Sphinx, and the themes it can have."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - ours
    python = str(folder / "bin" / "python")
    themes = ("furo", *(["openstackdocstheme"] if request.param == "sphinx" else []))
    wanted = (request.param, *themes, "-e", f"{ROOT}[render]")
    subprocess.run(  # noqa: S603 - ours
        [python, "-m", "pip", "install", "--quiet", *wanted], check=True, capture_output=True
    )
    return python


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_quiet(python: str, theme: str, tmp_path: Path) -> None:
    installed = subprocess.run([python, "-c", f"import {theme}"], check=False, capture_output=True)  # noqa: S603 - ours
    if installed.returncode:
        pytest.skip(f"{theme} needs a newer Sphinx")
    conf = f'html_theme = "{theme}"\n'
    if theme == "openstackdocstheme":
        conf += 'extensions.append("openstackdocstheme")\nopenstackdocs_auto_name = False\n'
        conf += "openstackdocs_auto_version = False\nhtml_last_updated_fmt = None\n"
        conf += 'openstackdocs_pdf_link = False\nrelease = "1"\n'
    project = Project(doors(tmp_path, PAGE, conf).folder, python)
    if theme == "openstackdocstheme":
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
