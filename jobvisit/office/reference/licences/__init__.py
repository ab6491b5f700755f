"""Licences as people write them, and the names the law gives them.

Two doors: `licences_in` reads a text that may name several, `normalise_licence` one that must name exactly one.
What is not surely known gives nothing: a wrong licence would send the wrong person. Grades are never merged:
1급 is not 2급, 기사 is not 산업기사, and 운전면허 1종 does not become 1종 보통.
Method, figures and limits: docs/engines/words.md.
"""

from jobvisit.office.reference.licences.grades import suffices
from jobvisit.office.reference.licences.reader import licence_candidates, licences_in, normalise_licence

__all__ = ["licence_candidates", "licences_in", "normalise_licence", "suffices"]
