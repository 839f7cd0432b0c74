"""Which names are projects, from all evidence: strong evidence makes a name, the bare word then finds it.

Owns the rules by which a spelling counts as a mention.  Knows nothing of persons.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.model import NameRules
from index.naming.english import is_english
from index.naming.evidence import Claim, Sum
from index.naming.forms import fold_project, is_coined, is_suffixed
from index.naming.words import (
    ABBREVIATIONS,
    CALENDAR,
    LANGUAGES,
    NOBODY,
    ORGANISATIONS,
    SOFTWARE,
    SOFTWARE_AS_WRITTEN,
)

# Words that mean something else by themselves: a link or a suffix alone means a project of such a name.
_EVERYDAY = ORGANISATIONS | NOBODY | CALENDAR | LANGUAGES | {word.lower() for word in ABBREVIATIONS}
_OFTEN = 3  # uses within sentences from which a capitalised word is taken for the project at their start, too
_NAME_LIKE = 4  # a small-letter name is no common word if it is used bare so many times as often as like one
_SHARE = 4  # a name that is only called a package is one where at least a quarter of its uses are such


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """What a folded form means, and what makes the bare word a mention of it.

    `bare`: the word alone can be one at all, and if it is `free`, in any spelling.  Else the word must be
    spelled as one of `spellings`, and where it may owe its capital to the sentence it opens, the name must be
    `steady`: often used within sentences.
    """

    name: str
    bare: bool
    free: bool
    spellings: frozenset[str]
    steady: bool


@dataclass(slots=True)
class Project:
    """A project while its evidence is summed."""

    spellings: Counter[str]
    meetings: int = 0
    linked: bool = False
    packaged: bool = False
    free: bool = False

    @property
    def name(self) -> str:
        """The spelling with most evidence, without the package suffix that is no part of the name."""
        return max(self.spellings, key=lambda s: (self.spellings[s], s))


def find_projects(total: Sum, rules: NameRules) -> tuple[dict[str, Project], dict[str, str]]:
    """Every project by folded name, and the folded forms that mean another's name."""
    projects: dict[str, Project] = defaultdict(lambda: Project(Counter()))
    for claim in total.of("package", "repository"):
        if claim.kind == "repository" or _is_called_package(claim.form, total):
            _add(projects, claim, total.uses[claim], total.meetings[claim])
    # What nobody links and all call `Next.js` does not go by the word alone.
    listed = {fold_project(name) for name, _, _ in listed_software()}
    for claim in total.of("bare"):
        if _is_used_as_name(claim.form, total):
            projects[fold_project(claim.form)].free = True
    for claim in total.of("named"):
        if project := projects.get(fold_project(claim.form)):
            bare = project.linked or project.packaged or fold_project(claim.form) in listed
            if bare and claim.form in _bare(project.spellings):
                project.spellings[claim.form] += total.uses[claim]
    same = _slips(projects)
    for name, others, free in listed_software():
        # A package that the minutes themselves spell with capitals keeps their spelling.
        own = projects[fold_project(name)]
        written = own.packaged and any(not spelling.islower() for spelling in own.spellings)
        _join(projects, same, name, others, weight=0 if written else 1 << 20, free=free)
    for name, aliases in rules.projects.items():
        same.pop(fold_project(name), None)
        _join(projects, same, name, aliases, weight=1 << 30, free=True)
    _forbid(projects, same, {fold_project(name) for name in rules.not_projects})
    return dict(projects), same


def _is_called_package(form: str, total: Sum) -> bool:
    if is_suffixed(form):
        return True
    uses = total.uses[Claim("package", form)]
    return uses * _SHARE >= total.named[form] and form.casefold() not in _EVERYDAY


def _is_used_as_name(form: str, total: Sum) -> bool:
    bare, common = total.uses[Claim("bare", form)], total.uses.get(Claim("common", form), 0)
    return bare > 1 and bare > _NAME_LIKE * common and form not in _EVERYDAY and not is_english(form)


def _add(projects: dict[str, Project], claim: Claim, count: int, meetings: int) -> None:
    key = fold_project(claim.form)
    if not key or key in CALENDAR:
        return
    project = projects[key]
    project.meetings = max(project.meetings, meetings)
    if claim.kind == "repository":
        project.linked = True
        # An organisation's flagship bears its name (`kite/kite`): no everyday word, however it is written.
        project.free |= fold_project(claim.owner) == key
        count *= 2
    elif not claim.form.endswith(".js"):  # what bears that suffix is hardly ever named without it: `Next.js`
        project.packaged = True
    project.spellings[claim.form.removesuffix(".jl")] += count


def _bare(spellings: Iterable[str]) -> set[str]:
    return {spelling.rsplit(".", 1)[0] if is_suffixed(spelling) else spelling for spelling in spellings}


def _slips(projects: Mapping[str, Project]) -> dict[str, str]:
    """Names that nobody links, one letter ``s`` away from a linked one, mean that one."""
    same = {}
    for key, project in projects.items():
        other = key[:-1] if key.endswith("s") else f"{key}s"
        if not project.linked and other in projects and projects[other].linked:
            same[key] = other
    return same


def listed_software() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The software that is known beforehand: name, other names, and whether any case will do."""
    for text, free in ((SOFTWARE, True), (SOFTWARE_AS_WRITTEN, False)):
        for entry in filter(None, (e.strip() for e in re.split(r"[;\n]", text))):
            name, _, others = entry.partition(": ")
            yield name, tuple(filter(None, others.split(", "))), free


def _join(
    projects: dict[str, Project],
    same: dict[str, str],
    name: str,
    others: Iterable[str],
    *,
    weight: int,
    free: bool,
) -> None:
    """Let `name`, with that weight against other spellings, and `others` be one project."""
    key = fold_project(name)
    if not key:
        return
    projects[key].spellings[name] += weight
    for form in filter(fold_project, (name, *others)):
        projects[fold_project(form)].spellings[form] += 0
        projects[fold_project(form)].free |= free
        projects[fold_project(form)].packaged = True
        if fold_project(form) != key:
            same[fold_project(form)] = key


def _forbid(projects: dict[str, Project], same: dict[str, str], forbidden: set[str]) -> None:
    for key in forbidden | {form for form, target in same.items() if target in forbidden}:
        projects.pop(key, None)
        same.pop(key, None)


def project_forms(
    projects: Mapping[str, Project], same: Mapping[str, str], named: Mapping[str, int]
) -> dict[str, ProjectForm]:
    """The forms by which projects are found, folded."""
    forms = {}
    for key, project in projects.items():
        target = same.get(key, key)
        if target not in projects:
            continue
        spellings = frozenset(s for s in project.spellings if not s.islower())
        steady = sum(named.get(s, 0) for s in spellings) >= _OFTEN
        bare = project.free or (key not in _EVERYDAY and (project.linked or project.packaged))
        forms[key] = ProjectForm(projects[target].name, bare, project.free, spellings, steady)
    return forms


def phrases(
    projects: Mapping[str, Project], same: Mapping[str, str]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Names of several words by the first (as written, small and capitalised): all words, and the project."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, project in projects.items():
        target = same.get(key, key)
        if target not in projects:
            continue
        for words in filter(_is_phrase, (re.split(r"[ .-]", s) for s in project.spellings)):
            for lead in (words[0], words[0].lower(), words[0].capitalize()):
                found[lead].add((" ".join(words), projects[target].name))
    return {lead: tuple(sorted(pairs)) for lead, pairs in found.items()}


def _is_phrase(words: Sequence[str]) -> bool:
    """Whether words are a name and not what anybody could say: several, and if all small, none everyday."""
    if len(words) < 2 or not all(len(word) > 1 and word[0].isalpha() for word in words):
        return False
    return not all(word.islower() for word in words) or NOBODY.isdisjoint(words)


def means(form: ProjectForm, word: str, opens: bool, linked: bool) -> bool:
    """Whether a bare `word` of prose that folds to this form is a mention of it.

    `opens`: its capital may be that of its sentence; `linked`: the meeting links the project or writes its
    suffix.
    """
    if form.free or not form.bare:
        return form.free
    if is_coined(word):
        return True
    if word in form.spellings:
        return linked or form.steady or not opens
    return linked and word[:1].isupper() and word[1:].islower()
