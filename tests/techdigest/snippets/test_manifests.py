"""Manifests: what a Kubernetes API server of the pinned version would refuse is named, by line and field."""

from __future__ import annotations

import importlib.util
import time
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from techdigest.snippets import manifests
from techdigest.snippets.manifests import check_manifests, check_parts
from techdigest.snippets.manifests.documents import MAX_TEXT, Document, read_documents
from techdigest.snippets.manifests.rules import parse_quantity
from techdigest.snippets.portable.jobs import Part

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: example.com/web:1.4
          resources:
            requests: {cpu: 250m, memory: 64Mi}
            limits: {cpu: "1", memory: 128Mi, nvidia.com/gpu: 1}
"""

CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shares.storage.example.com}
spec:
  group: storage.example.com
  scope: Namespaced
  names: {plural: shares, kind: Share}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [server]
              properties:
                server: {type: string, pattern: "^[a-z]+$"}
                size: {type: integer, minimum: 1, exclusiveMinimum: true}
                port: {x-kubernetes-int-or-string: true}
                note: {type: string, nullable: true}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                tags: {type: object, additionalProperties: {type: string}}
    - name: v0
      served: false
      storage: false
      schema: {openAPIV3Schema: {type: object}}
"""

SHARE = """\
apiVersion: storage.example.com/v1
kind: Share
metadata: {name: home}
spec: {server: nfs, size: 2, port: http, note: null, free: {any: [1]}, tags: {a: b}}
"""


def check(text: str) -> list[str]:
    return check_manifests(text, "n.md", 11)


def edited(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def test_good_manifests_have_no_problems() -> None:
    assert check(DEPLOYMENT) == []
    assert check(f"# a comment\n---\n{DEPLOYMENT}---\n{CRD}---\n{SHARE}") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("  replicas: 3", "  replica: 3", 16, "spec.replica: no such field; did you mean replicas?"),
        ("replicas: 3", "replicas: three", 16, "spec.replicas: 'three' is not of type"),
        ("  selector: {matchLabels: {app: web}}\n", "", 15, "spec: 'selector' is a required property"),
        ("name: web\nspec", "name: Web_1\nspec", 14, "metadata.name: 'Web_1' is no DNS-1123 subdomain"),
        ("- name: web", "- name: the.web", 22, "containers[0].name: 'the.web' is no DNS-1123 label"),
        ("{app: web}}\n  template", "{app: wob}}\n  template", 17, "selects app=wob"),
        ("labels: {app: web}", "labels: {app: web, a b: c}", 19, "'a b' is no qualified name"),
        ("labels: {app: web}", "labels: {app: web, b: c d}", 19, "'c d' is no label's value"),
        ("memory: 64Mi", "memory: 64mb", 25, "requests.memory: '64mb' is no quantity"),
        ("memory: 64Mi", "memory: 64m", 25, "a fraction of a byte"),
        ("cpu: 250m", "cpu: 1500m", 25, "asks for 1500m of cpu, above its limit of 1"),
        ("cpu: 250m", "cpu: true", 25, "requests.cpu"),
        ("nvidia.com/gpu: 1", "nvidia.com/gpu: 0.5", 26, "comes in whole numbers"),
        (", memory: 64Mi", ", nvidia.com/rdma: 1", 25, "needs the same limit"),
        ("apps/v1", "extensions/v1beta1", 12, "no Deployment in extensions/v1beta1; it has one in apps/v1"),
        ("apps/v1", "apps.example.com/v1", 12, "no Deployment in apps.example.com/v1"),
        ("Deployment", "deployment", 12, "deployment in apps/v1 is no kind"),
        ("Deployment", "../../../etc/passwd", 12, "is no kind of Kubernetes 1.37"),
        ("kind: Deployment\n", "", 11, "kind: there is no kind"),
        ("  name: web\nspec", "  labels: {}\nspec", 13, "metadata: there is no metadata.name"),
    ],
)
def test_each_fault_is_named_by_line_and_field(old: str, new: str, line: int, said: str) -> None:
    (problem,) = check(edited(DEPLOYMENT, old, new))
    assert problem.startswith(f"n.md:{line}: ")
    assert said in problem
    assert "\n" not in problem


def test_all_faults_are_told_at_once_in_the_order_of_the_page() -> None:
    text = edited(edited(DEPLOYMENT, "replicas", "replica"), "image:", "imago:")
    assert [problem.split(" ")[0] for problem in check(text)] == ["n.md:16:", "n.md:23:"]


def test_a_kind_that_only_another_group_has_is_unknown() -> None:
    assert "no kind" in check("apiVersion: v1\nkind: PodSpec\nmetadata: {name: a}\ncontainers: []")[0]
    removed = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: a}\nspec: {}"
    assert "PodSecurityPolicy in policy/v1beta1 is no kind of Kubernetes 1.37" in check(removed)[0]


@pytest.mark.parametrize(
    ("kind", "name", "is_good"),
    [
        ("v1 Namespace", "a.b", False),
        ("v1 Namespace", "a-b", True),
        ("v1 ConfigMap", "a.b", True),
        ("v1 ConfigMap", "a" * 254, False),
        ("rbac.authorization.k8s.io/v1 ClusterRole", "system:Node", True),
        ("rbac.authorization.k8s.io/v1 ClusterRole", "a/b", False),
    ],
)
def test_names_have_the_form_that_their_kind_asks_for(kind: str, name: str, is_good: bool) -> None:
    api, kind = kind.split()
    problems = check(yaml.safe_dump({"apiVersion": api, "kind": kind, "metadata": {"name": name}}))
    assert [problem for problem in problems if "metadata.name" in problem] == problems
    assert bool(problems) is not is_good


# --- custom kinds


def test_an_object_of_a_custom_kind_is_held_against_its_definition() -> None:
    for old, new, said in [
        ("server: nfs, ", "", "spec: 'server' is a required property"),
        ("server: nfs", "server: NFS", "spec.server: does not match"),
        ("size: 2", "size: big", "spec.size: 'big' is not of type 'integer'"),
        ("size: 2", "size: 1", "spec.size: 1 equals the exclusive minimum"),
        ("size: 2", "sise: 2", "spec.sise: no such field; did you mean size?"),
        ("port: http", "port: [80]", "spec.port"),
        ("tags: {a: b}", "tags: {a: 1}", "spec.tags.a: 1 is not of type 'string'"),
        ("name: home", "name: Home", "metadata.name: 'Home' is no DNS-1123"),
        ("name: home", "name: home, lables: {}", "metadata.lables: no such field"),
        ("example.com/v1", "example.com/v0", "it has one in storage.example.com/v1"),
    ]:
        (problem,) = check(f"{CRD}---\n{edited(SHARE, old, new)}")
        assert said in problem, (new, problem)


def test_a_custom_kind_is_known_only_after_its_definition() -> None:
    assert "nor defined above" in check(SHARE)[0]
    assert "nor defined above" in check(f"{SHARE}---\n{CRD}")[0]


def test_a_part_before_defines_kinds_for_the_next_and_keeps_its_own_place() -> None:
    assert check_parts([Part("a.md", 5, CRD), Part("b.md", 40, SHARE)]) == []
    found = check_parts(
        [Part("a.md", 5, CRD + "x: 1\n"), Part("b.md", 40, edited(SHARE, "size: 2", "size: x"))]
    )
    assert [problem.split(" ")[0] for problem in found] == ["a.md:34:", "b.md:41:"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("shares.storage.example.com", "share.storage.example.com", "is named after plural and group"),
        ("storage: false", "storage: true", "exactly one version has storage: true"),
        ("name: v0", "name: v1", "two versions have the same name"),
        ("{openAPIV3Schema: {type: object}}", "{openAPIV3Schema: {type: string}}", "is of type: object"),
        ("schema: {openAPIV3Schema: {type: object}}", "schema: {}", "a version needs schema.openAPIV3Schema"),
        ("server: {type: string,", "server: {", "every field of a structural schema has a type"),
        ("tags: {type: object,", 'tags: {$ref: "http://x/y", type: object,', "$ref is not allowed"),
        ("scope: Namespaced", "scop: Namespaced", "spec.scop: no such field"),
        ("note: {type: string", "note: {type: text", "'text' is none of the types array, boolean"),
        ("minimum: 1", "multipleOf: 0", "multipleOf is more than 0"),
        ("tags: {type: object", "tags: {type: object, uniqueItems: true", "uniqueItems is not allowed"),
        ("tags: {type: object", "tags: {type: object, properties: {a: {type: string}}", "not both"),
        ("tags: {type: object", "tags: {type: object, items: [{type: string}]", "items is one schema"),
        ("tags: {type: object", "tags: {type: object, not: {$ref: x}", "not.$ref: $ref is not allowed"),
        ("tags: {type: object", "tags: {type: object, anyOf: [{patternProperties: {a: {}}}]", "not allowed"),
    ],
)
def test_a_definition_that_the_server_would_refuse_is_named(old: str, new: str, said: str) -> None:
    problems = check(edited(CRD, old, new))
    assert any(said in problem for problem in problems), problems


def test_a_pattern_of_a_definition_takes_linear_time_and_a_bad_one_is_told() -> None:
    slow = edited(CRD, '"^[a-z]+$"', '"^(a+)+$"')
    began = time.perf_counter()
    (problem,) = check(f"{slow}---\n{edited(SHARE, 'nfs', 'a' * 5000 + 'X')}")
    assert time.perf_counter() - began < 5
    assert "does not match" in problem
    assert "is no regular expression" in check(f"{edited(CRD, '^[a-z]+$', '[')}---\n{SHARE}")[0]


def test_rules_within_a_definition_are_held_too() -> None:
    crd = edited(
        CRD, "server: {type: string,", "server: {type: string, anyOf: [{minLength: 3}, {enum: [x]}],"
    )
    assert check(f"{crd}---\n{SHARE}") == []
    (problem,) = check(f"{crd}---\n{edited(SHARE, 'server: nfs', 'server: ab')}")
    assert "spec.server: 'ab' is not valid under any of the given schemas" in problem


def test_a_definition_and_an_object_that_multiply_are_given_up_in_time() -> None:
    rules = ", ".join(f"{{maximum: {n}}}" for n in range(2000))
    numbers = f"all: {{type: array, items: {{type: integer, allOf: [{rules}]}}}}"
    crd = edited(CRD, "tags: {", f"{numbers}\n                tags: {{")
    share = edited(SHARE, "size: 2", f"size: 2, all: [{', '.join(['-1'] * 5000)}]")
    began = time.perf_counter()
    (problem,) = check(f"{crd}---\n{share}")
    assert "too much to check" in problem
    assert time.perf_counter() - began < 30


def test_of_many_problems_only_some_are_told() -> None:
    unknown = "".join(f"unknown{n}: 1\n" for n in range(5000))
    began = time.perf_counter()
    assert len(check(DEPLOYMENT + unknown)) == 50
    assert time.perf_counter() - began < 30


SCHEMAS = st.recursive(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["object", "string", "integer", "array", "x", None, 1]),
            "pattern": st.sampled_from(["^a", "(", None]),
            "enum": st.lists(st.none() | st.integers() | st.text(max_size=2), max_size=2),
            "required": st.none() | st.lists(st.sampled_from("ab"), max_size=2),
            "minimum": st.integers(-1, 1) | st.none(),
            "exclusiveMinimum": st.booleans(),
            "multipleOf": st.integers(-1, 1),
            "nullable": st.booleans(),
            "x-kubernetes-int-or-string": st.booleans(),
            "x-kubernetes-preserve-unknown-fields": st.booleans(),
            "x-kubernetes-embedded-resource": st.booleans(),
            "$ref": st.sampled_from(["#/x", None]),
            "format": st.sampled_from(["int32", "date-time"]),
        },
    ),
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["object", "array", None])},
        optional={
            "properties": st.none() | st.dictionaries(st.sampled_from("ab"), inner | st.none(), max_size=2),
            "items": inner | st.lists(inner, max_size=1),
            "additionalProperties": inner | st.booleans(),
            "anyOf": st.lists(inner, max_size=2),
            "not": inner,
        },
    ),
    max_leaves=6,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=5,
)


@settings(deadline=None)
@given(schema=SCHEMAS, value=VALUES)
def test_any_definition_and_object_give_problems_and_never_an_exception(
    schema: object, value: object
) -> None:
    crd = yaml.safe_load(CRD)
    crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"] = schema
    share = {**yaml.safe_load(SHARE), "spec": value}
    found = check(yaml.safe_dump_all([crd, share]))
    assert all(line.startswith("n.md:") for line in found)


# --- the YAML itself


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\na: 2", 12, "the key 'a' stands here twice"),
        ("a: {b: 1, b: 2}", 11, "the key 'b' stands here twice"),
        ("a:\n\t- b", 12, "a tab where YAML wants spaces"),
        ("a: [1", 11, "not YAML"),
        ("a: *b", 11, "not YAML: found undefined alias"),
        ("a: 1\nb: \x07", 12, "not YAML: special characters are not allowed"),
        ("data: {yes: 1}", 11, "a key that is not text: 'yes'; quote it"),
        ("? [a]\n: 1", 11, "a key that is not text"),
        ("a: !!python/object:os.system x", 11, "means nothing to Kubernetes"),
        ("a: !!binary aGk=", 11, "means nothing to Kubernetes"),
        ("a: " + "9" * 5000, 11, "is not of the type int"),
        ("- a", 11, "a manifest is a mapping"),
        ("just words", 11, "a manifest is a mapping"),
        ("", 11, "no manifest"),
        ("# nothing\n---\n", 11, "no manifest"),
        ("a: &a {b: *a}", 11, "once its aliases are replaced"),
        ("a: " + "[" * 70 + "]" * 70, 11, "nested deeper"),
        ("a: " + "[" * 900 + "]" * 900, 11, "nested deeper"),
        ("x" * (MAX_TEXT + 1), 11, "at most"),
    ],
)
def test_text_that_is_no_manifest_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    (problem,) = check(text)
    assert problem.startswith(f"n.md:{line}: ")
    assert said in problem


@pytest.mark.parametrize("merge", ["[{0}, {0}, {0}]", "{{<<: [{0}, {0}, {0}]}}"])
def test_aliases_cannot_grow_without_bound(merge: str) -> None:
    lines = ["a0: &a0 {x: 1, y: 2}"]
    lines += [f"a{n + 1}: &a{n + 1} {merge.format(f'*a{n}')}" for n in range(40)]
    began = time.perf_counter()
    (problem,) = check("\n".join(lines))
    assert "once its aliases are replaced" in problem
    assert time.perf_counter() - began < 5


def test_documents_before_a_broken_one_are_still_checked() -> None:
    found = check(f"{edited(DEPLOYMENT, 'replicas', 'replica')}---\na: [")
    assert len(found) == 2
    assert "did you mean replicas" in found[0]


def test_lines_are_those_of_an_editor_whatever_yaml_takes_for_a_line_break() -> None:
    text = DEPLOYMENT.replace("name: web\nspec", 'name: web\n  annotations: {a: "x\u2028y\x85z"}\nspec')
    (problem,) = check(edited(text, "replicas", "replica").replace("\n", "\r\n"))
    assert problem.startswith("n.md:17: ")


def test_values_are_read_as_kubernetes_reads_them() -> None:
    (document,) = read_documents("a: 2026-01-01\nb: 12:30\nc: 0x10\nd: &x {e: 1}\nf: {<<: *x, g: ~}\nh: =")
    assert isinstance(document, Document)
    expected = {"a": "2026-01-01", "b": "12:30", "c": 16, "d": {"e": 1}, "f": {"e": 1, "g": None}, "h": "="}
    assert document.data == expected
    assert document.line(("f", "g", "deeper")) == 4


@given(st.text(alphabet=st.sampled_from("ab:- \n\t{}[]&*<!'\"#|>?~1,\u2028"), max_size=60))
def test_any_text_gives_documents_or_problems_and_never_an_exception(text: str) -> None:
    assert all(line.startswith("n.md:") and "\n" not in line for line in check(text))


# --- quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500m", "0.5"),
        ("2Gi", str(2**31)),
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("2E", "2e18"),
        ("-1k", "-1000"),
    ],
)
def test_quantities_are_read(text: str, value: str) -> None:
    assert parse_quantity(text) == parse_quantity(value) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "m", "1 Gi", "1gb", "1K", "1KiB", "--1", "1e", "1e999", "٣", "NaN", True, None]
)
def test_what_is_no_quantity_is_refused(text: object) -> None:
    assert parse_quantity(text) is None


def test_schemas_that_are_older_than_the_pinned_version_are_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(manifests, "KUBERNETES", "9.99")
    (problem,) = check(DEPLOYMENT)
    assert problem.startswith("n.md:11: kubernetes-validate knows Kubernetes up to")


def test_a_missing_package_is_a_problem_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        manifests, "find_spec", lambda name: None if name == "kubernetes_validate" else find(name)
    )
    (problem,) = check(DEPLOYMENT)
    assert problem.startswith("n.md:11: ")
    assert "pip install 'techdigest[snippets]'" in problem
