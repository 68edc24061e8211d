"""What a desktop reads about Longfic (menu entry, store page, icon) agrees with what the project is."""

from __future__ import annotations

import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import planner
from planner.domain.resources import resource

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@pytest.fixture(scope="module")
def entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(resource("longfic.desktop").read_text(encoding="utf-8"))
    return dict(parser["Desktop Entry"])


@pytest.fixture(scope="module")
def metainfo() -> ElementTree.Element:
    return ElementTree.parse(resource("io.github.longfic.Longfic.metainfo.xml")).getroot()


def test_entry_starts_an_installed_command(entry: dict[str, str]) -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    assert entry["Exec"] in project["gui-scripts"]


def test_store_page_points_to_the_entry_and_the_licence(entry: dict[str, str], metainfo: ElementTree.Element) -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    assert metainfo.findtext("launchable") == "longfic.desktop"
    assert metainfo.findtext("project_license") == project["license"]
    assert metainfo.findtext("name") == entry["Name"]


def test_store_page_knows_this_version(metainfo: ElementTree.Element) -> None:
    assert planner.__version__ in [release.get("version") for release in metainfo.iter("release")]


@pytest.mark.parametrize("size", [16, 32, 48, 64, 128, 256, 512])
def test_icon_has_its_size(size: int) -> None:
    data = resource("icons", f"longfic-{size}.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert (width, height) == (size, size)


def test_icon_is_named_in_the_entry(entry: dict[str, str]) -> None:
    assert resource("icons", f"{entry['Icon']}.svg").is_file()
