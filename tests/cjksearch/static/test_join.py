"""Modules joined into one file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cjksearch.static.join import JoinError, join

MODULES = {
    "main.js": """import { one, Two } from "./a.js";
import { next } from "./b.js";
export { one } from "./a.js";
const own = 1;
export const sum = () => [own, one(), new Two().two, ...next()];
""",
    "a.js": """import { next } from "./b.js";
const own = 10;
export function one() {
  return own;
}
export class Two {
  two = next().next().value;
}
""",
    "b.js": """let own = 100;
export function* next() {
  yield own++;
}
export const unused = own;
""",
}


def run(node: str, folder: Path, code: str) -> str:
    (folder / "main.mjs").write_text(code, "utf-8")
    script = "import * as main from './main.mjs'; console.log(Object.keys(main).join(), main.sum().join())"
    command = [node, "--input-type=module", "-e", script]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


def test_a_joined_module_does_what_its_parts_did_and_each_part_runs_once(node: str, tmp_path: Path) -> None:
    code = join("main.js", MODULES)
    assert run(node, tmp_path, code) == "one,sum 1,10,100,101"
    assert code.count("let own = 100;") == 1


def test_a_module_that_imports_nothing_stays_as_it_is() -> None:
    assert join("b.js", MODULES) == MODULES["b.js"]


def test_what_is_imported_later_stays_apart() -> None:
    later = 'const { open } = await import("./engine.js");\nimport.meta.url;\n'
    assert later in join(
        "main.js", {"main.js": f'import {{ a }} from "./a.js";\n{later}', "a.js": "export const a = 1;\n"}
    )


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./a.js";',
        'import * as a from "./a.js";',
        'import { a as b } from "./a.js";',
        'import "./a.js";',
        'import { a } from "elsewhere";',
        "import { a }",
        "export default 1;",
        "export let a = 1;",
        "export const { a } = b;",
        "export { a };",
        'export * from "./a.js";',
    ],
)
def test_another_style_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(JoinError, match=r"main\.js, line 2: cannot join "):
        join("main.js", {"main.js": f"const own = 1;\n{line}\n", "a.js": "export const a = 1;\n"})


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        ({"main.js": 'import { a } from "./a.js";\n'}, r"a\.js is imported by main\.js, but is not there"),
        (
            {"main.js": 'import { a } from "./a.js";\n', "a.js": "const a = 1;\n"},
            r"a, which a\.js does not export",
        ),
        (
            {"main.js": 'export { a } from "./a.js";\n', "a.js": "const a = 1;\n"},
            r"a, which a\.js does not export",
        ),
        (
            {"main.js": 'import { a } from "./a.js";\n', "a.js": 'import { b } from "./main.js";\n'},
            "main.js imports itself",
        ),
        ({}, r"no main\.js"),
    ],
)
def test_modules_that_do_not_fit_together_are_refused(modules: dict[str, str], message: str) -> None:
    with pytest.raises(JoinError, match=message):
        join("main.js", modules)
