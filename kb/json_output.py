"""JSON as other programs read it and a terminal may show it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index import meeting_record, topic_record
from kb.safe_text import escape_in_json

if TYPE_CHECKING:
    from index import Entity, Hit, Meeting, SearchResult, Topic


def json_line(record: Any) -> str:
    """One JSON value on one line; what a terminal would obey is escaped, which no reader of JSON notices."""
    return escape_in_json(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


def result_record(result: SearchResult) -> dict[str, Any]:
    """The one object of `kb search --json`; its field names are a promise."""
    return {
        "query": result.query,
        "total": result.total,
        "related": result.related,
        "corrected": result.corrected,
        "seconds": round(result.seconds, 6),
        "hits": [hit_record(hit) for hit in result.hits],
        "facets": {
            name: [{"name": value.name, "count": value.count} for value in values]
            for name, values in result.facets.items()
        },
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """A hit: the fields of its topic, then why and where it matches."""
    record = {
        **topic_record(hit.topic),
        "score": round(hit.score, 4),
        "match": hit.match,
        "snippets": [
            {
                "line": snippet.line,
                "text": snippet.text,
                "marks": [list(mark) for mark in snippet.marks],
                "file": snippet.file or hit.topic.file,
            }
            for snippet in hit.snippets
        ],
    }
    if hit.explanation:
        record["explanation"] = hit.explanation
    return record


def passage_record(passage: Topic | Meeting) -> dict[str, Any]:
    """What `kb show --json` prints: the export row of a topic, or of a meeting with those of its topics."""
    from index import Meeting

    if isinstance(passage, Meeting):
        return {
            "meeting": meeting_record(passage),
            "topics": [topic_record(topic) for topic in passage.topics],
        }
    return topic_record(passage)


def entity_record(entity: Entity) -> dict[str, Any]:
    """A project or person of the ledger."""
    return {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "topics": entity.topics,
        "meetings": entity.meetings,
        "first": entity.first,
        "last": entity.last,
    }
