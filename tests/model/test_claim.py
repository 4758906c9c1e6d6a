"""Identity comes from content: the same claim has the same IRI on every load."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys

from pyoxigraph import Literal, NamedNode, Triple

from smartcity_kb.model.claim import Claim, Evidence
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import entity_iri, source_iri
from smartcity_kb.store.folder import read_folder
from smartcity_kb.store.folder_layout import shipped_folder

PARTNER = NamedNode(PREFIXES["sckb"] + "partner")
FIRST = Triple(entity_iri("thoa-thuan"), PARTNER, entity_iri("philips-lighting"))
SECOND = Triple(entity_iri("thoa-thuan"), PARTNER, Literal("NXP", language="en"))
EVIDENCE = Evidence(source_iri("binh-duong-2017"), 2742, 3003, "UBND tỉnh Bình Dương")


def test_the_iri_follows_the_rule_of_the_data_model() -> None:
    lines = [
        '<https://w3id.org/sckb/id/thoa-thuan> <https://w3id.org/sckb/ns#partner> "NXP"@en .',
        "<https://w3id.org/sckb/id/thoa-thuan> <https://w3id.org/sckb/ns#partner>"
        " <https://w3id.org/sckb/id/philips-lighting> .",
        "https://w3id.org/sckb/source/binh-duong-2017#char=2742,3003",
    ]
    digest = base64.b32encode(hashlib.sha256("\n".join(lines).encode()).digest()).decode().lower()[:10]
    assert Claim(frozenset([FIRST, SECOND]), EVIDENCE).iri.value == f"https://w3id.org/sckb/claim/{digest}"


def test_what_is_stated_and_where_make_the_claim() -> None:
    claim = Claim(frozenset([FIRST]), EVIDENCE)
    same = [
        claim.replace(certainty="hedged"),
        claim.replace(note="n"),
        claim.replace(speaker=entity_iri("x")),
    ]
    assert {other.iri for other in same} == {claim.iri}
    others = [
        claim.replace(states=frozenset([SECOND])),
        claim.replace(states=frozenset([FIRST, SECOND])),
        claim.replace(evidence=EVIDENCE.replace(start=2741)),
        claim.replace(evidence=EVIDENCE.replace(source=source_iri("khac"))),
    ]
    assert len({claim.iri, *(other.iri for other in others)}) == 5


def test_the_iri_is_the_same_in_every_process() -> None:
    script = (
        "from smartcity_kb.store.folder import *; from smartcity_kb.store.folder_layout import *\n"
        "print(*(c.iri.value for s in read_folder(shipped_folder()).sources for c in s.content.claims))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = [c.iri.value for s in read_folder(shipped_folder()).sources for c in s.content.claims]
    assert printed == {" ".join(here) + "\n"}
    assert len(set(here)) == len(here) > 40


def test_quotes_have_rfc_5147_positions() -> None:
    assert EVIDENCE.iri.value == "https://w3id.org/sckb/source/binh-duong-2017#char=2742,3003"
