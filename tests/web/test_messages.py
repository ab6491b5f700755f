"""Every text has its English, and the tool that gathers them finds every mark."""

import gettext
import importlib.util
import io
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_every_text_has_its_english_and_the_catalogue_is_fresh(tool):
    assert tool.problems() == []


def test_marks_are_found_in_python(tool):
    source = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
_("하나")
gettext_lazy("둘" "셋")
ngettext("%(n)s건", "%(n)s건들", n)
pgettext("메뉴", "구인")
_(name)
other("아님")
"""
    found = list(tool.in_python(source))
    assert found == [
        tool.Key("하나"), tool.Key("둘셋"), tool.Key("%(n)s건", "%(n)s건들"), tool.Key("구인", "", "메뉴"),
    ]  # fmt: skip


def test_marks_are_found_in_templates(tool):
    source = """{% load i18n %}{% translate "하나" %}{% badge _("둘") tone="x" %}{{ x|default:_("셋") }}
{% blocktranslate with n=x.y %}{{ n }}명{% endblocktranslate %}
{% blocktranslate count k=n %}{{ k }}건{% plural %}{{ k }}건들{% endblocktranslate %}
{% translate "구인" context "메뉴" %} 표시 없음 {# _("주석") #}"""
    found = set(tool.in_template(source))
    assert found == {
        tool.Key("하나"), tool.Key("둘"), tool.Key("셋"), tool.Key("%(n)s명"), tool.Key("%(k)s건", "%(k)s건들"),
        tool.Key("구인", "", "메뉴"),
    }  # fmt: skip


def test_a_catalogue_survives_being_written_and_read(tool):
    entries = {
        tool.Key('따옴표 " 와 \\ 와\n줄'): tool.Entry(['quote " and \\ and\nline']),
        tool.Key("건", "건들"): tool.Entry(["case", "cases"]),
        tool.Key("구인", "", "메뉴"): tool.Entry(["Jobs"]),
        tool.Key("아직"): tool.Entry([""]),
    }
    assert tool.read(tool.written(entries)) == entries


def test_the_compiled_catalogue_is_what_gettext_reads(tool):
    entries = {
        tool.Key("저장"): tool.Entry(["Save"]),
        tool.Key("건", "건들"): tool.Entry(["case", "cases"]),
        tool.Key("구인", "", "메뉴"): tool.Entry(["Jobs"]),
        tool.Key("아직"): tool.Entry([""]),
    }
    catalogue = gettext.GNUTranslations(io.BytesIO(tool.compiled(entries)))
    assert catalogue.gettext("저장") == "Save"
    assert [catalogue.ngettext("건", "건들", n) for n in (1, 2)] == ["case", "cases"]
    assert catalogue.pgettext("메뉴", "구인") == "Jobs"
    assert catalogue.gettext("아직") == "아직"


def test_english_keeps_every_placeholder_of_the_korean(tool):
    holders = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
    entries = tool.read(tool.CATALOGUE.read_text(encoding="utf-8"))
    lost = [
        key.text
        for key, entry in entries.items()
        for english in entry.english
        if english and sorted(set(holders.findall(english))) != sorted(set(holders.findall(key.text)))
    ]
    assert lost == []


def test_english_speaks_english(tool):
    """Only the language's own name and examples of what Koreans type stay Korean."""
    entries = tool.read(tool.CATALOGUE.read_text(encoding="utf-8"))
    said = [re.sub(r"(?i)for example:? .*", "", english) for entry in entries.values() for english in entry.english]
    assert [text for text in said if re.search(r"[가-힣]", text) and text != "한국어"] == []
