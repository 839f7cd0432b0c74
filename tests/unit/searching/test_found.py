"""What must be found, and how it is shown."""

from __future__ import annotations

import re
from math import prod

import pytest
from shelf import Shelf, topic

from index.errors import QueryError

FOUND = [
    # query, topics that have all of it
    ("kiln", {"t1", "t2", "t3", "t4"}),
    ("KILNS", {"t1", "t2", "t3", "t4"}),
    ("Kiln.jl", {"t1", "t2"}),
    ("kiln.jl firing", {"t1", "t2"}),
    ("Clayworks/Kiln.jl", {"t1", "t2"}),
    ("rng_default_value", {"t1"}),
    ("default value", {"t1"}),
    ("rngDefaultValue", {"t1"}),
    ("DEC-0054", {"t1"}),
    ("stage", {"t1"}),
    ("C++", {"t2"}),
    ("cafe", {"t2"}),
    ("café", {"t2"}),
    ("data loader", {"t3"}),
    ("dataloader", {"t3"}),
    ("optimizing", {"t3"}),
    ("#2150", {"t1", "t2"}),
    ("Kiln.jl#2150", {"t1", "t2"}),
    ("Clayworks/Kiln.jl#2150", {"t1", "t2"}),
    ("PR 2150", {"t1", "t2"}),
    ("pull request #2150", {"t1", "t2"}),
    ("Kiln.jl PR 2150", {"t1", "t2"}),
    ("firing PR 2150", {"t1", "t2"}),
    ("stage PR 2150", {"t1"}),
    ("https://github.com/Clayworks/Kiln.jl/pull/2150", {"t1", "t2"}),
    ("github.com/Clayworks", {"t1"}),
    ("预算", {"t5"}),
    ("学习", {"t5"}),
    ("机学", set()),
    ("what did ana fire", {"t1", "t2"}),
    ("ana lima", {"t1", "t2", "t3", "t6"}),
    ("alima", {"t1", "t2", "t3", "t6"}),
    ('"rules for firing"', {"t2"}),
    ('"Stage 2"', {"t1"}),
    ('"rules firing"', set()),
    ('"default value"', {"t1"}),
    ('"学习的"', {"t5"}),
    ("fir*", {"t1", "t2"}),
    ("optimis*", {"t3"}),
    ("kiln -glazing", {"t1", "t3", "t4"}),
    ("kiln NOT (glazing OR budget)", {"t1"}),
    ("glazing OR members", {"t2", "t6"}),
    ("kiln (glazing | cold)", {"t2", "t3"}),
    ("project:Kiln", {"t1", "t2"}),
    ("project:kiln.jl project:glazekit", {"t2"}),
    ("project:Kiln,GlazeKit -project:GlazeKit", {"t1"}),
    ('person:"Ana Lima"', {"t1", "t2", "t3", "t6"}),
    ("said:bo", set()),
    ('said:"bo chen"', {"t2", "t3"}),
    ("mentions:alima", {"t1", "t2", "t6"}),
    ("date:2024", {"t6"}),
    ("date:2024-02-11", {"t6"}),
    ("date:2023-02..2023-03 kiln", {"t1", "t2"}),
    ("after:2023-04", {"t3", "t4", "t5", "t6"}),
    ("before:2023-02", {"t1"}),
    ("date:2023-Q1", {"t1", "t2"}),
    ("year:2023,2024 budget", {"t3", "t4"}),
    ("title:kiln", {"t1"}),
    ('title:"with c++"', {"t2"}),
    ("title:gla*", {"t2"}),
    ("kiln in:chat", {"t3"}),
    ("kiln in:minutes", {"t1", "t2"}),
    ("kiln in:agenda", {"t4"}),
    ("kiln in:agenda,chat", {"t3", "t4"}),
    ("cold in:minutes", set()),
    ("may in:agenda", set()),
    ("bo in:minutes", set()),
    ("kind:agenda", {"t4"}),
    ("is:decision", {"t1"}),
    ("has:recording", {"t1"}),
    ("has:link", {"t1"}),
    ("has:code", {"t3"}),
    ("has:chat", {"t3"}),
    ("link:Kiln.jl#2150", {"t1", "t2"}),
    ("link:pull/2150", {"t1"}),
    ("link:https://example.org/wheels", {"t3"}),
    ("meeting:2023-02-02", {"t1"}),
    ("meeting:2023-02-02.md kiln", {"t1"}),
    ("may 2023", {"t4"}),
    ("kiln since 2023-04", {"t3", "t4"}),
    ("what did bo say about the kiln before march 2023", set()),
    ("what did ana say about the kiln before march 2023", {"t1"}),
    ("kiln between Feb 2023 and Mar 2023", {"t1", "t2"}),
    ("kiln Q2 2023", {"t3", "t4"}),
    ("kiln 2023/03", {"t2"}),
    ("the last meeting", {"t6"}),
    ("first meeting in 2023", {"t1"}),
    ("the", {"t1", "t2", "t3"}),
    ("", {"t1", "t2", "t3", "t4", "t5", "t6"}),
    ("()", {"t1", "t2", "t3", "t4", "t5", "t6"}),
]


@pytest.mark.parametrize(("query", "expected"), FOUND, ids=[query or "nothing" for query, _ in FOUND])
def test_found(studio: Shelf, query: str, expected: set[str]) -> None:
    assert set(studio.found(query)) == expected


def test_words_that_only_some_topics_have_follow_those_that_all_have(studio: Shelf) -> None:
    result = studio.search("kiln budget wheels")
    assert [(hit.topic.id[-2:], hit.match) for hit in result.hits[:2]] == [("t3", "all"), ("t4", "some")]
    assert result.total == 1
    assert result.related == len(result.hits) - 1
    assert not studio.search("kiln budget wheels", strict=True).related


def test_a_question_in_plain_words_finds_its_answer(studio: Shelf) -> None:
    assert studio.search("who will register the members?").hits[0].topic.id.endswith("t6")


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("glasing", "glazing"),
        ("registrtion members", "registration members"),
        ("membe", "membe*"),
        ("Klin.jl cold", "Kiln.jl cold"),
    ],
)
def test_another_spelling_is_tried_and_named(studio: Shelf, query: str, corrected: str | None) -> None:
    assert studio.search(query).corrected == corrected
    assert studio.search(query, strict=True).corrected is None


@pytest.mark.parametrize(
    "query", ["glazekit", "glaze kit", "GlazeKit", "GlazeKit.jl", "Glaze-Kit", "glaze_kit"]
)
def test_a_project_is_found_however_its_name_is_written(shelf: Shelf, query: str) -> None:
    shelf.commit(
        [
            topic(1, "GlazeKit.jl is out"),
            topic(2, "More of the glazekit"),
            topic(3, "The glaze kit"),
            topic(4, "A release", projects=("GlazeKit",)),
            topic(5, "Kit and glazes"),
        ]
    )
    assert set(shelf.found(query)) - {"t5"} == {"t1", "t2", "t3", "t4"}


def test_two_words_find_the_name_they_were_drawn_together_to(shelf: Shelf) -> None:
    shelf.commit([topic(1, "A release", projects=("Kilnalytics",)), topic(2, "Kiln firing")])
    assert shelf.found("kiln analytics") == ["t1"]


def test_a_slip_is_corrected_though_it_looks_like_another_form(shelf: Shelf) -> None:
    shelf.commit([topic(1, "Recurrent glazes"), topic(2, "Registration")])
    assert shelf.search("recurent glazes").corrected == "recurrent glazes"
    assert shelf.search("registrar").corrected == "registration"


def test_who_speaks_in_a_chat_is_shown_where_nothing_says_more(shelf: Shelf) -> None:
    chat = ["Bo Chen: it is cold", "Ana Lima: yes"]
    shelf.commit(
        [topic(1, "Wheels\nThey turn.", chat=chat), topic(2, "Questions"), topic(3, "Glazes", chat=chat)]
    )
    snippets = {hit.topic.title: hit.snippets for hit in shelf.search("bo chen questions").hits}
    assert [s.text for s in snippets["Wheels"]] == ["it is cold"]
    assert [s.text for s in shelf.search("chen wheels").hits[0].snippets] == ["Wheels"]


def test_what_nobody_wrote_is_not_found(studio: Shelf) -> None:
    result = studio.search("kubernetes deployment")
    assert (result.total, result.related, result.hits, result.corrected) == (0, 0, (), None)


@pytest.mark.parametrize(
    "query",
    [
        "https://github.com/Clayworks/Kiln.jl/pull/2151",
        "https://github.com/Clayworks/Kiln.jl/blob/main/firing.jl",
        "Kiln.jl#2151",
        "#2151",
        "PR 2151",
        "Kiln.jl/pull/2151",
    ],
)
def test_what_is_cited_nowhere_brings_nothing_of_its_words(studio: Shelf, query: str) -> None:
    result = studio.search(query)
    assert (result.total, result.related, result.hits, result.corrected) == (0, 0, (), None)


def test_what_is_cited_in_the_chat_is_shown_below_what_it_is_about(shelf: Shelf) -> None:
    shelf.commit([topic(1, "Kiln\nIt is cold.", chat=["Bo Chen: see https://github.com/a/Kiln.jl/pull/7"])])
    assert [s.text for s in shelf.search("Kiln.jl#7").hits[0].snippets] == [
        "It is cold.",
        "see https://github.com/a/Kiln.jl/pull/7",
    ]


def test_an_address_is_marked_where_it_is_cited(studio: Shelf) -> None:
    *_, snippet = studio.search("example.org/wheels").hits[0].snippets
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["example.org/wheels"]


def test_an_unknown_name_in_a_filter_is_no_error(studio: Shelf) -> None:
    result = studio.search("project:Klin")
    assert result.total == 0
    assert result.notes == ("no project is called Klin; did you mean Kiln?",)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("is:decison", "Did you mean is:decision?"),
        ("in:minuets", "Did you mean in:minutes?"),
        ("has:pony", "It can be"),
    ],
)
def test_a_value_that_cannot_be(studio: Shelf, query: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        studio.search(query)
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize("date", ["2023-13", "yesterday", "2023-02-40", "x..y", "23"])
def test_a_date_that_is_none(studio: Shelf, date: str) -> None:
    with pytest.raises(QueryError, match="is no date"):
        studio.search(f"date:{date}")


def test_filters_alone_sort_newest_and_words_by_relevance(studio: Shelf) -> None:
    assert studio.found("person:alima") == ["t6", "t3", "t2", "t1"]
    assert studio.found("person:alima sort:oldest") == ["t1", "t2", "t3", "t6"]
    assert studio.found("kiln sort:newest") == ["t4", "t3", "t2", "t1"]
    assert studio.found("kiln firing")[0] == "t1"


def test_of_one_day_what_was_minuted_comes_first_in_the_order_of_the_meeting(shelf: Shelf) -> None:
    kinds = {1: "agenda", 2: "discussion", 3: "discussion", 4: "chat"}
    day = [topic(n, "kiln", date="2023-03-01", kind=kind) for n, kind in kinds.items()]
    shelf.commit([*day, topic(5, "kiln", date="2023-02-01"), topic(6, "kiln", date="2023-04-01")])
    assert shelf.found("") == ["t6", "t2", "t3", "t1", "t4", "t5"]
    assert shelf.found("sort:oldest") == ["t5", "t2", "t3", "t1", "t4", "t6"]
    assert [hit.topic.id for hit in shelf.search("", limit=3).hits] == [
        "2023-04-01/t6",
        "2023-03-01/t2",
        "2023-03-01/t3",
    ]


def test_snippets_stand_where_the_words_stand(studio: Shelf) -> None:
    hit = studio.search("rng_default_value").hits[0]
    (snippet,) = [s for s in hit.snippets if s.marks]
    assert snippet.line == hit.topic.start + 2
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["rng_default_value"]
    assert hit.topic.text.split("\n")[2] == snippet.text


def test_a_match_in_the_chat_is_shown_with_its_own_line(studio: Shelf) -> None:
    hit = studio.search("cold").hits[0]
    assert [(s.line, s.text) for s in hit.snippets] == [(hit.topic.chat[0].line, "is the kiln cold?")]
    assert [s.text[a:b] for s in hit.snippets for a, b in s.marks] == ["cold"]


def test_in_a_chat_what_was_answered_is_shown_too(shelf: Shelf) -> None:
    chat = ["Ana Lima: hello", "Bo Chen: is it cold?", "Ana Lima: yes", "Bo Chen: thanks", "Ana Lima: bye"]
    shelf.commit([topic(1, "Chat", kind="chat", chat=chat)])
    assert [s.text for s in shelf.search("cold").hits[0].snippets] == ["is it cold?", "yes", "thanks"]


def test_a_hit_of_filters_alone_shows_its_beginning(studio: Shelf) -> None:
    hit = studio.search("year:2024").hits[0]
    assert [s.text for s in hit.snippets] == ["Ana Lima will register them."]


def test_a_long_line_is_cut_around_the_match(shelf: Shelf) -> None:
    shelf.commit([topic(1, "Start\n" + "pad " * 20_000 + "needle here " + "pad " * 20_000)])
    (snippet,) = shelf.search("needle").hits[0].snippets
    assert len(snippet.text) <= 300
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["needle"]


def test_facets_count_all_matches_and_leave_their_own_filter_out(studio: Shelf) -> None:
    facets = studio.search("kiln project:GlazeKit", limit=1).facets
    assert [(v.name, v.count, v.chosen) for v in facets["project"]] == [
        ("Kiln", 2, False),
        ("GlazeKit", 1, True),
    ]
    assert [(v.name, v.count) for v in facets["person"]] == [("Ana Lima", 1), ("Bo Chen", 1)]
    assert [(v.name, v.count) for v in facets["year"]] == [("2023", 1)]
    assert [(v.name, v.count) for v in facets["kind"]] == [("discussion", 1)]


def test_a_chosen_value_that_counts_nothing_is_still_there(studio: Shelf) -> None:
    facets = studio.search("members project:Kiln", strict=True).facets
    assert [(v.name, v.count, v.chosen) for v in facets["project"]] == [("Kiln", 0, True)]


def test_the_timeline_has_empty_quarters_between(studio: Shelf) -> None:
    timeline = studio.search("person:alima").timeline
    assert timeline == (("2023-Q1", 2), ("2023-Q2", 1), ("2023-Q3", 0), ("2023-Q4", 0), ("2024-Q1", 1))


def test_counts_of_topics_and_meetings(shelf: Shelf) -> None:
    shelf.commit(
        [topic(n, "kiln", date="2023-01-05") for n in range(3)] + [topic(7, "kiln", date="2023-02-05")]
    )
    result = shelf.search("kiln", limit=2)
    assert (result.total, result.meetings, len(result.hits)) == (4, 2, 2)


def test_equally_good_topics_come_newest_first(shelf: Shelf) -> None:
    shelf.commit([topic(n, "kiln news", date=f"2023-0{n}-01") for n in (2, 3, 1)])
    assert shelf.found("kiln") == ["t3", "t2", "t1"]
    shelf.commit([topic(n, "wheel news", date="2023-05-01") for n in (5, 4)])
    assert shelf.found("wheel") == ["t4", "t5"]


def test_explain_tells_the_tree_and_the_scores(studio: Shelf) -> None:
    result = studio.search("the kiln (firing OR stage) -cold kind:discussion alima")
    assert result.explanation is not None
    tree, about = result.explanation.split("kiln: ")
    assert tree.splitlines() == [
        "all of", "  word the, passed over", "  word kiln", "  any of", "    word firing", "    word stage",
        "  not", "    word cold", "  kind: discussion", "  word alima",
    ]  # fmt: skip
    assert about.startswith("in 4 topics, weight 0.44 (kiln, kilnjl; meaning Kiln)\n")
    assert "alima: in 4 topics, weight 0.44 (alima; meaning Ana Lima)" in about


def test_the_factors_of_a_score_make_it(studio: Shelf) -> None:
    for query in ("kiln firing stage", "kiln OR budget", "budget wheels members", "cafe rules C++"):
        for hit in studio.search(query).hits:
            score, words, factors = re.fullmatch(r"(\S+) = \((.*?)\)(.*)", hit.explanation or "").groups()  # type: ignore[union-attr]
            total = sum(float(word.rsplit(" ", 1)[1]) for word in words.split(" + "))
            total *= prod(float(factor) for factor in re.findall(r"×(\S+)", factors))
            assert total == pytest.approx(float(score), rel=0.02, abs=0.02)


def test_one_choice_of_several_is_all_that_is_asked_for(studio: Shelf) -> None:
    (hit,) = (hit for hit in studio.search("glazing OR members OR kiln").hits if hit.topic.title == "Agenda")
    assert "share" not in (hit.explanation or "")
