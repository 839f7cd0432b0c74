"""Why a hit is where it is, in words: the tree of a query, and what made a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.searching.needles import Needle
from index.searching.query import All, Any, Filter, Node, Not, Phrase
from index.searching.ranking import Ranked, score_needle


def explain_query(node: Node | None, needles: Sequence[Needle]) -> str:
    """The tree of a query, and what each of its words is looked for as."""
    asked = {word for needle in needles for word in needle.text.split()}
    lines = list(_tree(node, 0, asked)) if node else ["nothing is asked for"]
    return "\n".join([*lines, *map(_explain_needle, needles)])


def _explain_needle(needle: Needle) -> str:
    """How many topics have a word, how telling that makes it, and under which forms it counts."""
    forms = [", ".join(sorted(needle.terms)) or "as typed"]
    if needle.meant:
        forms.append(f"meaning {', '.join(sorted(needle.meant))}")
    if needle.kin:
        forms.append(f"near it: {', '.join(sorted(needle.kin))}")
    count = needle.bits.bit_count()
    topics = f"{count} topic{'s' * (count != 1)}"
    return f"{needle.text}: in {topics}, weight {needle.idf:.2f} ({'; '.join(forms)})"


def _tree(node: Node, depth: int, asked: set[str] | None) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, All | Any):
        yield f"{indent}{'all of' if isinstance(node, All) else 'any of'}"
        for child in node.nodes:
            yield from _tree(child, depth + 1, asked)
    elif isinstance(node, Not):
        yield f"{indent}not"
        yield from _tree(node.node, depth + 1, None)
    elif isinstance(node, Filter):
        yield f"{indent}{node.field}: {' or '.join(value.text for value in node.values)}"
    elif isinstance(node, Phrase):
        yield f'{indent}phrase "{node.text}"'
    elif node.prefix:
        yield f"{indent}word {node.text}*"
    else:
        yield f"{indent}word {node.text}{'' if asked is None or node.text in asked else ', passed over'}"


def explain_hit(ranked: Ranked, needles: Sequence[Needle]) -> str:
    """What made the score of a hit: what each word adds, and what the sum is multiplied with."""
    words = [
        f"{needle.text} {score_needle(needle, ranked.number):.2f}"
        for needle in needles
        if any(needle.weigh((ranked.number,)))
    ]
    factors = [f"{name} ×{factor:.2f}" for name, factor in list(ranked.factors.items())[1:] if factor != 1.0]
    return f"{ranked.score:.2f} = ({' + '.join(words) or '0'}) {' '.join(factors)}".rstrip()
