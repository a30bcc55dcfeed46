"""What a configuration refers to is watched, too."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config

from techdigest.mkdocs_build.serve.places import places


def test_hooks_overrides_and_inherited_configuration_are_places(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "overrides").mkdir()
    (tmp_path / "hook.py").write_text("")
    (tmp_path / "grand.yml").write_text("INHERIT: base.yml\nsite_name: grand\n")
    (tmp_path / "base.yml").write_text("INHERIT: 'grand.yml' # all the rest\n")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: x\nhooks: [hook.py]\ntheme: {name: mkdocs, custom_dir: overrides}\n")
    names = {Path(place).relative_to(tmp_path).as_posix() for place in places(load_config(str(config)))}
    assert names == {"hook.py", "overrides"}
    loaded = load_config(str(config))
    config.write_text("INHERIT: base.yml\n")
    names = {Path(place).relative_to(tmp_path).as_posix() for place in places(loaded)}
    assert names == {"hook.py", "overrides", "base.yml", "grand.yml"}


def test_a_plain_site_has_no_places_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    assert places(load_config(str(tmp_path / "mkdocs.yml"))) == []
