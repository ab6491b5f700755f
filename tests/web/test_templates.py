"""The rules every template keeps: small, translated, used, nothing inline, nothing from outside."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jobvisit"
HOME = PACKAGE / "web" / "templates"
TEMPLATES = sorted(HOME.rglob("*.html"))
MOST_LINES = 120

# Called by Django, not by us.
CALLED_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "registration/login.html"}

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(
    r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}|\{% trans(?:late)?\b.*?%\}"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)
TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
HANGUL = re.compile(r"[가-힣ㄱ-ㅎ]")
SPOKEN_ATTRIBUTE = re.compile(r"\b(?:alt|title|placeholder|aria-label)=\"([^\"]*)\"")

BANNED = {
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:",
    "htmx that needs eval": r"hx-on\b|hx-vals\s*=\s*[\"']\s*js:|hx-vals:js|hx-vars"
    r"|hx-trigger\s*=\s*\"[^\"]*\[[^\]]*[=!<>(]",
    "an htmx selector of two words without quotes": r"(?:from|target):(?:closest|find|next|previous) ",
    "an outside host": r"(?:src|href|action|content)\s*=\s*[\"'](?:https?:)?//|url\(",
    "implicit htmx inheritance": r"<body[^>]*\shx-(?:headers|target|indicator)=",
    "markup switched off": r"\|safe\b|\{% autoescape off",
    "a target that opens a new window": r"target\s*=\s*[\"']_blank",
}

# Sample people, firms and adverts of the gallery stand in for data, which is not translated.
SAMPLES = re.compile(r"방배건강마을(?: · 건강식품 매장 판매원)?|방배본동 · 대표 면담 · 걸어서 9분|가족 같은 분위기")


def text_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


@pytest.fixture(params=TEMPLATES, ids=name_of)
def template(request):
    return request.param


def test_it_is_no_longer_than_a_page_of_paper(template):
    assert template.read_text(encoding="utf-8").count("\n") <= MOST_LINES


@pytest.mark.parametrize("what", BANNED)
def test_it_holds_nothing_that_the_policy_forbids(template, what):
    assert re.findall(BANNED[what], text_of(template), re.IGNORECASE) == []


def test_every_korean_word_in_it_is_marked_for_translation(template):
    rest = TRANSLATED.sub("", text_of(template))
    if "gallery" in template.parts:
        rest = SAMPLES.sub("", rest)
    assert [line.strip() for line in rest.splitlines() if HANGUL.search(line)] == []


def test_every_english_word_in_it_is_marked_for_translation(template):
    """Visible words and spoken attributes; the names of things (KRDS, English) are given here one by one."""
    bare = TAG.sub("", TRANSLATED.sub("", text_of(template)))
    spoken = SPOKEN_ATTRIBUTE.findall(bare)
    visible = re.sub(r"<[^>]*>", " ", bare)
    words = re.findall(r"[A-Za-z]{2,}", " ".join([visible, *spoken]))
    assert set(words) - {"English"} == set()


def test_it_is_used_by_a_view_or_by_another_template(template):
    name = name_of(template)
    if name in CALLED_BY_NAME:
        return
    others = [p for p in [*PACKAGE.rglob("*.py"), *TEMPLATES] if p != template]
    scene = f"gallery/{template.stem}.html" == name and template.stem in (PACKAGE / "web/shared/gallery.py").read_text()
    assert scene or any(f'"{name}"' in p.read_text(encoding="utf-8") for p in others)


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    sprite = (PACKAGE / "web" / "static" / "icons" / "sprite.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    asked = set()
    for path in TEMPLATES:
        asked |= set(re.findall(r"\{% icon \"([\w-]+)\"", text_of(path)))
        asked |= set(re.findall(r"\bicon=\"([\w-]+)\"", text_of(path)))
    for path in (PACKAGE / "web").rglob("*.py"):
        asked |= set(re.findall(r"\bicon=\"([\w-]+)\"", path.read_text(encoding="utf-8")))
    assert asked - drawn == set()


def test_every_form_that_posts_carries_the_csrf_token(template):
    text = text_of(template)
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert "{% csrf_token %}" in form
