"""Which topic minutes which agenda item."""

from __future__ import annotations

from index.model import AgendaItem, Meeting, Topic
from index.storing.documents import topic_document
from index.storing.ties import tie_agenda

DATE = "2023-05-12"


def topic(name: str, text: str, *, kind: str = "discussion", start: int = 20) -> Topic:
    end = start + text.count("\n")
    return Topic(f"{DATE}/{name}", f"{DATE}.md", DATE, "Call", kind, text.split("\n")[0], start, end, text)  # type: ignore[arg-type]


def meeting(*topics: Topic, items: tuple[str, ...]) -> Meeting:
    agenda = "\n".join(f"- {item}" for item in items)
    planned = topic("agenda", agenda, kind="agenda", start=3)
    rows = tuple(AgendaItem(3 + n, item) for n, item in enumerate(items))
    return Meeting(f"{DATE}.md", DATE, "Call", 1, 99, agenda=rows, topics=(planned, *topics))


KILN = topic("kiln", "The old kiln\nIt cracked; we order a new kiln.")
GLAZE = topic("glaze", "Glaze colours\nCobalt is dear.", start=30)


def test_an_item_goes_to_the_topic_that_has_its_words() -> None:
    both = meeting(
        KILN, GLAZE, items=("Kiln repair", "What colours for the glaze? see https://example.org/issues/7")
    )
    assert tie_agenda(both) == {
        KILN.id: "- Kiln repair",
        GLAZE.id: "- What colours for the glaze? see https://example.org/issues/7",
    }


def test_an_item_that_nobody_minuted_goes_nowhere() -> None:
    assert tie_agenda(meeting(KILN, GLAZE, items=("Summer party",))) == {}
    assert tie_agenda(meeting(items=("Kiln repair",))) == {}


def test_a_topic_is_found_by_what_it_was_planned_as_and_by_its_links() -> None:
    document = topic_document(KILN, "- Kiln repair, see https://github.com/Clayworks/Kiln.jl/issues/7")
    assert "repair" in dict(document["text"])
    assert "repair" in document["beside"]
    assert "kiln#7" in document["link"]
