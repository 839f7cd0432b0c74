"""Why a hit is where it is, in words: the tree of a query, and what made a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.searching.needles import Needle
from index.searching.query import All, Any, Filter, Node, Not, Phrase
from index.searching.ranking import Ranked, score_needle


def explain_query(node: Node | None, needles: Sequence[Needle]) -> str:
    """The tree of a query, and where each of its words is."""
    lines = list(_tree(node, 0)) if node else ["nothing is asked for"]
    for needle in needles:
        also = f"; near it: {', '.join(sorted(needle.kin))}" if needle.kin else ""
        forms = ", ".join(sorted(needle.terms)) or "as typed"
        lines.append(
            f"{needle.text}: in {needle.bits.bit_count()} topics, weight {needle.idf:.2f} ({forms}{also})"
        )
    return "\n".join(lines)


def _tree(node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, All | Any):
        yield f"{indent}{'all of' if isinstance(node, All) else 'any of'}"
        for child in node.nodes:
            yield from _tree(child, depth + 1)
    elif isinstance(node, Not):
        yield f"{indent}not"
        yield from _tree(node.node, depth + 1)
    elif isinstance(node, Filter):
        yield f"{indent}{node.field}: {' or '.join(value.text for value in node.values)}"
    elif isinstance(node, Phrase):
        yield f'{indent}phrase "{node.text}"'
    else:
        yield f"{indent}word {node.text}{'*' if node.prefix else ''}"


def explain_hit(ranked: Ranked, needles: Sequence[Needle]) -> str:
    """What made the score of a hit: what each word adds, and what the sum is multiplied with."""
    words = [
        f"{needle.text} {score_needle(needle, ranked.number):.2f}"
        for needle in needles
        if ranked.number in needle.weights
    ]
    factors = [f"{name} ×{factor:.2f}" for name, factor in list(ranked.factors.items())[1:] if factor != 1.0]
    return f"{ranked.score:.2f} = ({' + '.join(words) or '0'}) {' '.join(factors)}".rstrip()
