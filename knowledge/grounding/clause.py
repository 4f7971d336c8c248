"""A clause as drafts are held against it: read once, and only as far as it is needed."""

from functools import cached_property

from knowledge.corpus import carries_verdict
from knowledge.grounding.conditions import excepted
from knowledge.grounding.names import offices
from knowledge.grounding.parts import Figures, Part, contexts, parts
from knowledge.grounding.vocabulary import canonical
from knowledge.model import Citation


class Ground:
    """A clause, read once."""

    def __init__(self, citation: Citation) -> None:
        self.citation = citation

    @cached_property
    def said(self) -> str:
        """All that a clause says, under the names that place it."""
        return f"{self._above}\n{self.citation.passage.text}"

    @cached_property
    def names(self) -> str:
        """The names that place it and whom it binds, in the canonical form."""
        return canonical(self._above)

    @property
    def _above(self) -> str:
        source, passage = self.citation.source, self.citation.passage
        placed = (passage.locator, passage.heading, passage.addressee)
        return "\n".join(filter(None, (source.title, *source.aliases, source.number, *placed)))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What its text forbids, demands and allows, under its heading."""
        heading = self.citation.passage.heading.rsplit(" > ", 1)[-1]
        return parts(f"{heading}:\n{self.citation.passage.text}" if heading else self.citation.passage.text)

    @cached_property
    def contexts(self) -> tuple[tuple[str, Figures], ...]:
        """Its figures with the words around them."""
        return tuple(contexts(self.parts))

    @cached_property
    def excepted(self) -> tuple[str, ...]:
        """What it takes out of its rules."""
        return excepted(self.citation.passage.text)

    @cached_property
    def bound(self) -> frozenset[str]:
        """Whom it binds, by the words beside it."""
        return offices(canonical(self.citation.passage.addressee or ""))

    @property
    def rules(self) -> bool:
        """Whether what it states without a mark is demanded, since it is a rule."""
        return carries_verdict(self.citation.passage)
