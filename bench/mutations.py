"""The small changes that are made to a module, one at a time: each a mistake that somebody could make."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
TWINS = {"any": "all", "all": "any", "max": "min", "min": "max"}


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, what it was and is now, and the whole module with it."""

    module: str
    line: int
    function: str
    what: str
    source: str

    @property
    def name(self) -> str:
        """What it is called in lists; it stays the same while the line itself does."""
        return f"{self.module}.{self.function}: {self.what}"


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Every change to this module, in the order of its lines."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        for number in range(len(list(_changes(copy.deepcopy(node))))):
            whole = copy.deepcopy(tree)
            target = next(one for at, one in enumerate(ast.walk(whole)) if at == place)
            line = getattr(target.iter if isinstance(target, ast.comprehension) else target, "lineno", 0)
            before = ast.unparse(target)
            for at, _ in enumerate(_changes(target)):
                if at == number:
                    break
            after = ast.unparse(target)
            what = f"{_short(before)} -> {_short(after)}"
            yield Mutant(module, line, _function_at(tree, line), what, ast.unparse(ast.fix_missing_locations(whole)))


def _changes(node: ast.AST) -> Iterator[None]:
    """Make each change to this node in turn, in place; the caller stops at the one it wants."""
    match node:
        case ast.Compare(ops=[only]) if type(only) in COMPARISONS:
            node.ops = [COMPARISONS[type(only)]()]
            yield
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            node.values = node.values[1:] if len(node.values) > 1 else node.values
            yield
        case ast.UnaryOp(op=ast.Not()):
            node.op, node.operand = ast.Not(), ast.UnaryOp(op=ast.Not(), operand=node.operand)
            yield
        case ast.UnaryOp(op=ast.USub()):
            node.op = ast.UAdd()
            yield
        case ast.BinOp(op=ast.Add()):
            node.op = ast.Sub()
            yield
        case ast.Constant(value=bool()):
            node.value = not node.value
            yield
        case ast.Constant(value=int() | float()):
            node.value += 1
            yield
        case ast.Call(func=ast.Name(id=name)) if name in TWINS:
            node.func.id = TWINS[name]
            yield
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
            yield
        case ast.If() | ast.While():
            if not (isinstance(node.test, ast.Constant)):
                original = node.test
                node.test = ast.Constant(False)
                yield
                node.test = ast.Constant(True) if isinstance(node, ast.If) else original
                if isinstance(node, ast.If):
                    yield
        case ast.comprehension(ifs=[_, *_]):
            node.ifs = node.ifs[1:]
            yield
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            node.value = ast.Constant(None)
            yield
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            node.value = ast.IfExp(ast.Constant(False), node.value, ast.Constant(None))
            yield


def _function_at(tree: ast.Module, line: int) -> str:
    """The innermost function or class that holds this line."""
    name = "module"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0):
            name = node.name
    return name


def _short(code: str) -> str:
    return " ".join(code.split())[:160]
