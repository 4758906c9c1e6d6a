"""Where in which claims file the thing stands that an IRI names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.prefixes import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store.files import SourceFile

_Place = tuple[str, int | None, str]


class Places:
    """The entities, claims, quotes and sources of claims files, by IRI."""

    def __init__(self, sources: Sequence[SourceFile], rdf_files: Sequence[str]) -> None:
        """What is in none of the ``sources`` has to be in the ``rdf_files``."""
        self._places: dict[str, _Place] = {}
        self._elsewhere = " + ".join(rdf_files)
        for source in sources:
            self._learn(source)

    def _learn(self, source: SourceFile) -> None:
        path = source.path
        self._places[source.content.source.iri.value] = (path, 1, "")
        for slug, line in source.entity_lines.items():
            self._places.setdefault(PREFIXES["id"] + slug, (path, line, ""))
        for number, claim in enumerate(source.content.claims, 1):
            iri = claim.iri.value
            place = (path, source.claim_lines[iri], f"claim {number}")
            self._places[iri] = place
            self._places.setdefault(claim.evidence.iri.value, place)

    def of(self, focus: str, value: str = "") -> tuple[str, int | None, str, str]:
        """File, line, claim and subject of a finding about a focus node; None and empty where unknown.

        A finding about a source that has an entity as its value is about that entity. The subject says
        what the finding is about where file, line and claim do not.
        """
        entity = value.startswith(PREFIXES["id"]) and not focus.startswith(PREFIXES["id"])
        iri = value if entity else focus
        if iri not in self._places:
            # Noise is found at its source.
            iri = iri.partition("#char=")[0]
        if iri not in self._places:
            is_claim = iri.startswith(PREFIXES["claim"])
            return self._elsewhere, None, curie(iri) if is_claim else "", "" if is_claim else curie(iri)
        file, line, claim = self._places[iri]
        return file, line, claim, "" if claim else curie(iri)
