"""Everything flows one way: no module of macros/ needs, at the end, one that needs it."""

from __future__ import annotations

import ast
import graphlib

from macros import ROOT


def imports() -> dict[str, set[str]]:
    """Each module with those of ours that it imports when it runs, wherever the import stands."""
    names = {p.stem for p in (ROOT / "macros").glob("*.py")} | {"templates"}
    graph = {}
    files = [*(ROOT / "macros").glob("*.py"), ROOT / "macros/templates/__init__.py"]
    for file in files:
        name = file.parent.name if file.parent.name == "templates" else file.stem
        if name in ("__init__", "__main__"):
            continue  # they start the others
        graph[name] = set(_imported(ast.parse(file.read_text(encoding="utf-8")), names))
    return graph


def _imported(node: ast.AST, names: set[str]) -> list[str]:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return []
    if isinstance(node, ast.ImportFrom) and node.module == "macros":
        return [a.name for a in node.names if a.name in names]
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("macros."):
        return [str(node.module).split(".")[1]]
    return [name for child in ast.iter_child_nodes(node) for name in _imported(child, names)]


def floors(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules by floor: those of one floor need only floors below. Raises graphlib.CycleError at a circle."""
    sorter, found = graphlib.TopologicalSorter(graph), []
    sorter.prepare()
    while sorter.is_active():
        ready = sorter.get_ready()
        found.append(sorted(ready))
        sorter.done(*ready)
    return found


def test_the_import_graph_has_no_circle():
    """Prints the house, lowest floor first (`pytest -s`)."""
    house = floors(imports())
    for number, floor in enumerate(house):
        print(f"{number}: {', '.join(floor)}")

    floor_of = {name: number for number, floor in enumerate(house) for name in floor}
    assert floor_of["problems"] == 0
    assert (
        floor_of["records"]
        < floor_of["pages"]
        < floor_of["site"]
        < floor_of["reading"]
        < floor_of["rules"]
    )
