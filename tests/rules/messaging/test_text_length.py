"""The 90-byte rule and the letters that do not arrive."""

import unicodedata

import pytest

from jobvisit.office.messaging.rules import Kind, OnStrange, StrangeLettersError, TextTooLongError, fit, size


def test_forty_five_syllables_are_a_short_message_and_one_more_byte_makes_it_long():
    assert (fit("가" * 45).kind, fit("가" * 45).size) == (Kind.SMS, 90)
    assert (fit("가" * 45 + "a").kind, fit("가" * 45 + "a").size) == (Kind.LMS, 91)


def test_two_thousand_bytes_fit_and_two_thousand_and_one_say_by_how_much():
    assert fit("가" * 1000).size == 2000
    with pytest.raises(TextTooLongError) as told:
        fit("가" * 1000 + ".")
    assert (told.value.size, told.value.limit) == (2001, 2000)


@pytest.mark.parametrize("letter", ["뷁", "햏", "😀", "•", "–", "\u200b", "\x07", "é"])
def test_a_letter_that_may_not_arrive_is_named_with_its_place(letter):
    with pytest.raises(StrangeLettersError) as told:
        fit(f"면접 {letter} 안내 {letter}")
    assert [(strange.letter, strange.at) for strange in told.value.letters] == [(letter, 3)]


def test_only_letters_that_the_encoding_lacks_are_told_apart_from_those_that_some_gateways_break():
    with pytest.raises(StrangeLettersError) as told:
        fit("뷁😀")
    assert [strange.in_cp949 for strange in told.value.letters] == [True, False]


def test_replacing_is_chosen_and_says_what_it_replaced():
    text = fit("시급 12,000원–협의 😀 뷁", on_strange=OnStrange.REPLACE)
    assert text.text == "시급 12,000원-협의 ? ?"
    assert [strange.letter for strange in text.replaced] == ["–", "😀", "뷁"]


def test_a_text_typed_on_a_mac_counts_as_the_same_text():
    typed = unicodedata.normalize("NFD", "한국어 안내")
    assert fit(typed) == fit("한국어 안내")


def test_line_ends_of_any_system_count_one_byte():
    assert size("가\r\n나\r다\n라") == 2 * 4 + 3


def test_symbols_of_the_korean_standard_arrive():
    assert fit("①→“면접” 10:00 ㈜가나 ☎ €").replaced == ()


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_a_text_with_nothing_to_read_is_refused(nothing):
    with pytest.raises(ValueError, match="empty"):
        fit(nothing)
    with pytest.raises(ValueError, match="empty"):
        fit("\u200b", on_strange=OnStrange.REPLACE)


def test_measuring_a_text_that_cannot_be_encoded_names_the_letter():
    with pytest.raises(StrangeLettersError) as told:
        size("뷁😀")
    assert [strange.letter for strange in told.value.letters] == ["😀"]
