"""Which sandbox is chosen, and what is said where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from techdigest.snippets import sandbox as sandboxes
from techdigest.snippets.portable.sandbox import (
    Access,
    Namespaces,
    NoSandbox,
    Sandbox,
    hidden_folders,
    readable_pairs,
)
from techdigest.snippets.sandbox import Bubblewrap, SandboxUnavailableError, choose, restriction


def refuse(reasons: dict[str, str]) -> object:
    return lambda sandbox: reasons.get(sandbox.name)


@pytest.mark.parametrize(
    ("reasons", "chosen"),
    [({}, "bubblewrap"), ({"bubblewrap": "it does not start"}, "namespaces")],
)
def test_bubblewrap_comes_first_and_namespaces_next(
    reasons: dict[str, str], chosen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/bwrap")
    monkeypatch.setattr(sandboxes, "refusal", refuse(reasons))
    assert choose(tmp_path).name == chosen


def test_without_bubblewrap_there_are_namespaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(sandboxes, "refusal", refuse({}))
    assert choose(tmp_path).name == "namespaces"


def test_where_none_works_it_refuses_and_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(sandboxes, "refusal", refuse({"namespaces": "Operation not permitted"}))
    with pytest.raises(SandboxUnavailableError) as error:
        choose(tmp_path)
    for word in ("namespaces: Operation not permitted", "bubblewrap is not installed", "--no-sandbox"):
        assert word in str(error.value)


def test_no_sandbox_is_used_only_where_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandboxes, "refusal", refuse({"bubblewrap": "no", "namespaces": "no"}))
    assert choose(tmp_path, may_do_without=True) == NoSandbox()


@pytest.mark.parametrize("program", ["/usr/bin/bwrap", None])
def test_the_content_and_the_repository_around_it_are_hidden(
    program: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "site" / "content").mkdir(parents=True)
    monkeypatch.setattr("shutil.which", lambda _: program)
    monkeypatch.setattr(sandboxes, "refusal", refuse({}))
    chosen = choose(tmp_path / "site" / "content")
    assert isinstance(chosen, Bubblewrap | Namespaces)
    assert chosen.hidden == (str(tmp_path / "site" / "content"), str(tmp_path / ".git"))


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor"),
        ("kernel/unprivileged_userns_clone", "0", "unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "max_user_namespaces"),
    ],
)
def test_a_setting_that_forbids_namespaces_is_named(name: str, value: str, word: str, tmp_path: Path) -> None:
    setting = tmp_path / name
    setting.parent.mkdir(parents=True)
    setting.write_text(f"{value}\n")
    assert word in (restriction(tmp_path) or "")
    setting.write_text("7\n")
    assert restriction(tmp_path) is None


def test_the_interpreter_stays_readable_and_only_the_outermost_folders_are_hidden(tmp_path: Path) -> None:
    seen = [there for _, there in readable_pairs(Access(readable=(str(tmp_path), "/nowhere")))]
    assert {sys.prefix, str(tmp_path)} <= set(seen)
    assert "/nowhere" not in seen
    home = Path.home().resolve()
    hidden = hidden_folders((f"{home}/content", "/usr/share"))
    assert home == Path("/") or {home, *home.parents} & set(map(Path, hidden))
    assert "/usr/share" in hidden
    assert not any(path.startswith(f"{home}/") for path in hidden)


def test_the_options_of_bubblewrap_open_only_what_is_asked_for() -> None:
    from techdigest.snippets.portable.limits import Limits
    from techdigest.snippets.portable.sandbox import Room

    def options(access: Access) -> tuple[str, ...]:
        sandbox: Sandbox = Bubblewrap("/usr/bin/bwrap")
        return sandbox.launch(Room("/s", "/c"), ["true"], {"A": "b"}, Limits(), access).command

    assert "--share-net" not in options(Access())
    assert "--share-net" in options(Access(has_network=True))
    assert options(Access())[-2:] == ("--", "true")
    assert options(Access(is_root=True)) == ("true",)  # in namespaces of our own
