"""Letters of a campaign: one tagged PDF, every code readable, and a killed run that goes on where it was."""

from dataclasses import replace

import pytest
from PIL import Image
from pyzbar import pyzbar

from jobvisit.engines import papers
from jobvisit.engines.papers import mailing as engine
from jobvisit.engines.papers.binding import BindingError, bind
from tests.engines.papers import samples
from tests.engines.papers.conftest import bare

TWELVE = samples.letters(12)


@pytest.fixture(scope="module")
def twelve() -> bytes:
    return papers.letters(samples.NOTICE, TWELVE, size=5)


@pytest.fixture
def typeset(monkeypatch) -> list[int]:
    """How many letters each call of the typesetter was given."""
    calls: list[int] = []
    real = engine.typeset

    def counted(template, values):
        calls.append(len(values["letters"]))
        return real(template, values)

    monkeypatch.setattr(engine, "typeset", counted)
    return calls


def test_batches_are_bound_into_one_tagged_pdf_a_page_a_letter(twelve, facts_of):
    facts = facts_of(twelve)
    assert (facts["Pages"], facts["Tagged"], facts["Title"]) == ("12", "yes", samples.NOTICE.title)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in twelve
    assert b"NPages" not in twelve  # the first batch's own count
    assert twelve.count(b"/Type/Metadata") == 1


def test_each_page_holds_its_own_firm_and_the_common_text(twelve, poppler, tmp_path):
    (tmp_path / "a.pdf").write_bytes(twelve)
    pages = [bare(page) for page in poppler("pdftotext", "-raw", tmp_path / "a.pdf", "-").split("\f")]
    for letter, page in zip(TWELVE, pages, strict=False):
        missing = [t for t in (*samples.said(letter), *samples.said(samples.NOTICE)) if bare(t) not in page]
        assert missing == []


def test_the_tags_of_every_page_are_reached_from_the_one_root(twelve, poppler, tmp_path):
    (tmp_path / "a.pdf").write_bytes(twelve)
    tree = poppler("pdfinfo", "-struct-text", tmp_path / "a.pdf")
    assert [line.split()[0] for line in tree.splitlines() if line and not line.startswith(" ")] == ["Document"]
    assert [letter.recipient for letter in TWELVE if letter.recipient not in tree] == []


def test_an_independent_reader_reads_every_code(twelve, poppler, tmp_path):
    (tmp_path / "a.pdf").write_bytes(twelve)
    poppler("pdftoppm", "-r", "100", "-gray", tmp_path / "a.pdf", tmp_path / "page")
    read = [
        [found.data.decode() for found in pyzbar.decode(Image.open(path), symbols=[pyzbar.ZBarSymbol.QRCODE])]
        for path in sorted(tmp_path.glob("page-*.pgm"))
    ]
    assert read == [[letter.link.url] for letter in TWELVE]


def test_a_batch_that_was_kept_is_not_typeset_again(tmp_path, typeset, twelve):
    seen: list[tuple[int, int]] = []

    def killed_after_the_second(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 10:
            raise KeyboardInterrupt

    kept = papers.Folder(tmp_path / "kept")
    with pytest.raises(KeyboardInterrupt):
        papers.letters(samples.NOTICE, TWELVE, kept=kept, size=5, progress=killed_after_the_second)
    assert (seen, typeset) == ([(5, 12), (10, 12)], [5, 5])
    assert papers.letters(samples.NOTICE, TWELVE, kept=kept, size=5) == twelve
    assert typeset == [5, 5, 2]


def test_a_changed_letter_is_never_taken_from_an_old_batch(tmp_path, typeset):
    kept = papers.Folder(tmp_path)
    papers.letters(samples.NOTICE, TWELVE[:2], kept=kept, size=1)
    moved = [TWELVE[0], replace(TWELVE[1], address="새 주소 1")]
    papers.letters(samples.NOTICE, moved, kept=kept, size=1)
    papers.letters(replace(samples.NOTICE, refuse=""), TWELVE[:1], kept=kept, size=1)
    assert typeset == [1, 1, 1, 1]


def test_half_a_file_left_by_a_kill_is_not_a_batch(tmp_path, typeset):
    kept = papers.Folder(tmp_path)
    papers.letters(samples.NOTICE, TWELVE[:1], kept=kept)
    (whole,) = tmp_path.glob("*.pdf")
    whole.rename(whole.with_suffix(".part"))
    papers.letters(samples.NOTICE, TWELVE[:1], kept=kept)
    assert typeset == [1, 1]


def test_a_run_that_is_called_off_keeps_what_it_has(tmp_path):
    answers = iter([False, True])
    with pytest.raises(papers.CancelledError):
        papers.letters(
            samples.NOTICE, TWELVE[:2], kept=papers.Folder(tmp_path), size=1, cancelled=lambda: next(answers)
        )
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_no_letters_are_no_paper():
    with pytest.raises(ValueError, match="no letters"):
        papers.letters(samples.NOTICE, [])


@pytest.mark.parametrize("part", [b"", b"%PDF-1.7 nonsense", b"%PDF-1.5\nstartxref\n9\n%%EOF"])
def test_what_our_typesetter_did_not_write_is_not_bound(part):
    with pytest.raises(BindingError):
        bind([part])


def test_words_that_look_like_references_survive_the_binding(facts_of):
    notice = replace(samples.NOTICE, title="see (1 0 R) or \\(2 0 R\\) /StructParents 7 endobj stream")
    parts = papers.letters(notice, TWELVE[:2], size=1)
    assert facts_of(parts)["Title"] == notice.title
