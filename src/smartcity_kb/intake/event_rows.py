"""Of the proposals about an event those that annotators give a row of their own."""

from __future__ import annotations

from ..model.text import fold
from .event_names import same_event
from .proposal import Proposal

_ON_A_PAR = ("đồng tổ chức", "co-organi", "jointly organi", "co-host")

_BY = (" do ", " bởi ", " by ")


def says_when(proposal: Proposal) -> bool:
    """Whether an event's day is left out, so that a quote with the day comes first; a year is none."""
    return proposal.kind == "event" and all(len(row.date or "") <= len("2019") for row in proposal.rows)


class EventRows:
    """The events told of so far, each with the quote that first says who holds it."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[int, str] | None] = {}

    def take(self, proposal: Proposal) -> bool:
        """Whether a proposal tells of a new event, or who holds one of which nobody said it elsewhere."""
        names = [fold(row.subject) for row in proposal.rows]
        if _says_who_won(proposal):
            # A prize is a fact beside the event at which it is won.
            names = [f"won {name}" for name in names]
        held = (proposal.start, proposal.quote) if _says_who(proposal) else None
        known = [old for name in names for old in self._told if same_event(name, old)]
        new = not all(any(same_event(name, old) for old in self._told) for name in names)
        if new:
            self._told.update(dict.fromkeys(names, held))
            return True
        if held is None:
            return False
        before = {self._told[name] for name in known} - {None}
        if before:
            return held in before and _on_a_par(proposal)
        self._told.update(dict.fromkeys(known, held))
        return True


def _says_who(proposal: Proposal) -> bool:
    """Whether a proposal says who holds the event."""
    return any(one.term == "organizer" for one in proposal.states)


def _says_who_won(proposal: Proposal) -> bool:
    """Whether a proposal says who won a prize."""
    return all(row.relation == "awarded" and row.object is not None for row in proposal.rows)


def _on_a_par(proposal: Proposal) -> bool:
    """Whether several hold an event in equal parts: "X do A và B tổ chức", "A và B đồng tổ chức X"."""
    quote = proposal.quote.lower()
    if any(words in quote for words in _ON_A_PAR):
        return True
    by = max(quote.find(word) for word in _BY)
    return any(row.object is not None and 0 <= by < quote.find(row.object.lower()) for row in proposal.rows)
