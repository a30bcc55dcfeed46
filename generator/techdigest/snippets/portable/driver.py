"""Runs a Python snippet, as a program of its own: `python -I -X utf8 driver.py PARTS REPORT [FOLDER…]`.

PARTS is a JSON file, [[path, line, code], …]; REPORT is a file descriptor that gets, when the code has ended,
    {"asserts": [[path, line], …], "unreached": […], "error": {…} or null, "packages": {…},
     "own_output": the bytes that the parts before the last have printed}

FOLDERs hold packages besides those that this Python knows.

The code is compiled with its page as file name and as many empty lines before it as on the page, so that
every traceback names the page's own line. The same text is known to linecache, so that `inspect.getsource`
works, which Triton and others read. An assert counts as reached once it has held: a counter follows it. No
counter is added to functions that a compiler other than Python's takes over.
"""

from __future__ import annotations

import ast
import atexit
import builtins
import contextlib
import json
import linecache
import mmap
import os
import site
import sys
import threading
import traceback
import types
from importlib import metadata
from pathlib import Path

SETTINGS = ("SNIPPET_TARGET", "SNIPPET_DEVICE", "SNIPPET_SIZE")
COUNTER = "__snippet_assert_held__"
COMPILERS = frozenset({"triton", "numba", "torch", "cupy", "cupyx", "jax"})

_Decorated = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class AssertCounters(ast.NodeTransformer):
    """Adds a counter after each assert of the trees it visits, and remembers the place of each.

    An `if` that asks for SNIPPET_TARGET, SNIPPET_DEVICE or SNIPPET_SIZE has counters of its own in its
    branches: asserts in one that this target does not enter are not expected to be reached.
    """

    def __init__(self) -> None:
        self.count = 0  # counters given out
        self.asserts: list[tuple[int, str, int, tuple[int, ...]]] = []  # counter, path, line, branches around
        self.packages: set[str] = set()
        self._path = ""
        self._branches: tuple[int, ...] = ()
        self._compilers: set[str] = set()  # names that stand for a compiler, or for something out of it
        self._settings: set[str] = set()  # names that stand for what is asked of SNIPPET_…

    def add_to(self, tree: ast.Module, path: str) -> ast.Module:
        """Change a tree in place and return it."""
        self._path = path
        for node in ast.walk(tree):
            self._note_import(node)
            self._note_setting(node)
        self.visit(tree)
        return ast.fix_missing_locations(tree)

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        """Let a counter follow."""
        self.asserts.append((self.count, self._path, node.lineno, self._branches))
        return [node, self._counter(node)]

    def visit_If(self, node: ast.If) -> ast.AST:
        """Count the branches that depend on the target."""
        asks = any(
            _is_setting(n) or (isinstance(n, ast.Name) and n.id in self._settings)
            for n in ast.walk(node.test)
        )
        if not asks:
            return self.generic_visit(node)
        node.body = self._branch(node.body)
        node.orelse = self._branch(node.orelse)
        return node

    def _branch(self, body: list[ast.stmt]) -> list[ast.stmt]:
        if not body:
            return body
        around, self._branches = self._branches, (*self._branches, self.count)
        entered = self._counter(body[0])
        inside = ast.Module(body, [])
        self.generic_visit(inside)
        self._branches = around
        return [entered, *inside.body]

    def _counter(self, beside: ast.stmt) -> ast.stmt:
        call = ast.Call(ast.Name(COUNTER, ast.Load()), [ast.Constant(self.count)], [])
        self.count += 1
        return ast.copy_location(ast.Expr(call), beside)

    def visit_FunctionDef(self, node: _Decorated) -> ast.AST:
        """Leave what a compiler decorates as it is; classes and coroutines too."""
        names = {
            n.id for decorator in node.decorator_list for n in ast.walk(decorator) if isinstance(n, ast.Name)
        }
        return node if names & self._compilers else self.generic_visit(node)

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def _note_setting(self, node: ast.AST) -> None:
        """Note `on_gpu = os.environ["SNIPPET_DEVICE"] == "cuda"` and the like, but not a size looked up."""
        if isinstance(node, ast.Assign):
            value = node.value.left if isinstance(node.value, ast.Compare) else node.value
            asked = value.args[:1] if isinstance(value, ast.Call) else []
            asked += [value.slice] if isinstance(value, ast.Subscript) else []
            if any(_is_setting(each) for each in asked):
                self._settings.update(name.id for name in node.targets if isinstance(name, ast.Name))

    def _note_import(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            imported = [(alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported = [(node.module, alias.asname or alias.name) for alias in node.names]
        else:
            return
        for module, name in imported:
            package = module.split(".")[0]
            self.packages.add(package)
            if package in COMPILERS:
                self._compilers.add(name)


class Run:
    """The run of one snippet: its parts, one after the other, as the module `__main__`."""

    def __init__(self, parts: list[tuple[str, int, str]], report: int) -> None:
        self.parts = parts
        self.report = report
        self.pages = {path for path, _, _ in parts}
        self.counters = AssertCounters()
        self.error: dict[str, object] | None = None
        self.held = mmap.mmap(-1, 1)
        self.pid = os.getpid()
        self.own_output = 0

    def start(self) -> int:
        """Run all parts and return the exit status."""
        status = 0
        threading.excepthook = lambda args: self._failed(args.exc_value)
        atexit.register(self._write_report)
        try:
            programs = [self._compile(path, line, code) for path, line, code in self.parts]
            # Shared, so that what processes forked by the code reach is counted too.
            self.held = mmap.mmap(-1, max(1, self.counters.count))
            setattr(builtins, COUNTER, lambda number: self.held.__setitem__(number, 1))
            module = sys.modules["__main__"] = types.ModuleType("__main__")
            module.__file__ = self.parts[-1][0]
            sys.argv[:] = [self.parts[-1][0]]
            for number, program in enumerate(programs, 1):
                self.own_output = _printed() if number == len(programs) > 1 else 0
                exec(program, vars(module))  # noqa: S102 - the very purpose
        except SystemExit as ending:
            status = _status_of(ending)
        except BaseException as error:
            self._failed(error)
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and not thread.daemon:
                thread.join()
        return 1 if self.error and not status else status

    def _compile(self, path: str, line: int, code: str) -> types.CodeType:
        padded = "\n" * (line - 1) + code
        known = linecache.cache.get(path)
        lines = list(known[2]) if known and len(known) == 4 else []
        fresh = code.splitlines(keepends=True)
        lines += ["\n"] * (line - 1 + len(fresh) - len(lines))
        lines[line - 1 : line - 1 + len(fresh)] = fresh
        linecache.cache[path] = (sum(map(len, lines)), None, lines, path)
        tree = self.counters.add_to(ast.parse(padded, path), path)
        return compile(tree, path, "exec", dont_inherit=True)

    def _failed(self, error: BaseException | None) -> None:
        if error is None:
            return
        is_ours = isinstance(error, SyntaxError) and error.filename in self.pages
        inner = None if is_ours else _without_driver(error)  # a page that cannot be read has no frames
        with contextlib.suppress(Exception):  # stderr may be closed
            traceback.print_exception(type(error), error, inner)
        if self.error is None:
            path, line = self._place(error)
            number = getattr(error, "errno", None)
            text = "".join(traceback.format_exception_only(type(error), error)).strip().split("\n")[-1]
            self.error = {
                "type": next(
                    (base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"), ""
                ),
                "text": text[:500],
                "path": path,
                "line": line,
                "errno": number if isinstance(number, int) else None,
            }

    def _place(self, error: BaseException) -> tuple[str, int]:
        """The innermost line of a page in the traceback."""
        if isinstance(error, SyntaxError) and error.filename in self.pages:
            return str(error.filename), error.lineno or 0
        frames = [
            frame
            for frame in traceback.walk_tb(error.__traceback__)
            if frame[0].f_code.co_filename in self.pages
        ]
        return (frames[-1][0].f_code.co_filename, frames[-1][1]) if frames else ("", 0)

    def _is_held(self, counter: int) -> bool:
        return self.held[counter : counter + 1] == b"\1"

    def _write_report(self) -> None:
        if os.getpid() != self.pid:  # a fork that ends as a Python program
            return
        asserts = [
            (path, line, self._is_held(counter))
            for counter, path, line, branches in self.counters.asserts
            if all(map(self._is_held, branches))
        ]
        report = {
            "asserts": [(path, line) for path, line, _ in asserts],
            "unreached": [(path, line) for path, line, is_reached in asserts if not is_reached],
            "error": self.error,
            "packages": _versions(self.counters.packages & sys.modules.keys()),
            "own_output": self.own_output,
        }
        os.pwrite(self.report, json.dumps(report).encode(), 0)


def _printed() -> int:
    """How many bytes have been printed so far; stdout is a file, unless the code has closed it."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        return os.fstat(1).st_size
    return 0


def _is_setting(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in SETTINGS


def _without_driver(error: BaseException) -> types.TracebackType | None:
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    return frames


def _status_of(ending: SystemExit) -> int:
    if ending.code is None or isinstance(ending.code, int):
        return (ending.code or 0) & 0xFF
    print(ending.code, file=sys.stderr)
    return 1


def _versions(modules: set[str]) -> dict[str, str]:
    """The versions of the distributions that modules come from; the standard library's have none."""
    foreign = sorted(modules - sys.stdlib_module_names)
    names = metadata.packages_distributions() if foreign else {}
    return {name: metadata.version(name) for module in foreign for name in names.get(module, ())[:1]}


def main() -> None:
    """Run the parts named by the first argument."""
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    parts = [(path, line, code) for path, line, code in told]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]  # text files
    for folder in sys.argv[3:]:
        site.addsitedir(folder)
    sys.exit(Run(parts, int(sys.argv[2])).start())


if __name__ == "__main__":
    main()
