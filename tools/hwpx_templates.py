"""Draw the HWPX templates of the papers: boxes with `{{name}}` in them, which `papers.fill_hwpx` fills.

Run it only after a change here (`python tools/hwpx_templates.py`); the files are committed. An office may open one in
Hangul, move and restyle everything, and put it back under the same name: only the names in braces matter.
"""

from pathlib import Path

from hwpx import HwpxDocument

TARGET = Path(__file__).resolve().parents[1] / "jobvisit" / "engines" / "papers" / "hwpx_templates"
MM = 283
"""HWPX measures in 1/7200 inch."""
LABEL, VALUE, ROW = 26 * MM, 59 * MM, 9 * MM
SHADE = "#F4F5F6"

Cells = list[tuple[str, str]]
Row = Cells
"""One pair of label and field, or two."""

EMPLOYER: list[Row] = [
    [("업체명", "employer_name"), ("대표자", "employer_representative")],
    [("사업자번호", "employer_business_number"), ("전화", "employer_phone")],
    [("소재지", "employer_address")],
]
ORDER: list[tuple[str, list[Row]]] = [
    ("접수", [[("구인 번호", "number"), ("접수일", "received_on")], [("유효기간", "valid_until")]]),
    (
        "구인자",
        [
            *EMPLOYER,
            [("업종", "employer_industry"), ("근로자 수", "employer_headcount")],
            [("사업 내용", "employer_business")],
            [("채용 담당자", "employer_contact")],
        ],
    ),
    (
        "모집",
        [
            [("제목", "title")],
            [("모집 직종", "occupation"), ("모집 인원", "openings")],
            [("직무 내용", "duties")],
            [("고용 형태", "employment"), ("근무 시작일", "starts_on")],
            [("경력", "career"), ("학력", "education")],
            [("필수 자격", "licences"), ("우대 조건", "preferred")],
        ],
    ),
    (
        "근로 조건",
        [
            [("임금", "pay"), ("주 근로시간", "weekly_hours")],
            [("근무 시간", "hours"), ("휴게 시간", "breaks")],
            [("교대 근무", "shift"), ("퇴직급여", "retirement")],
            [("사회보험", "insurances"), ("복리후생", "benefits")],
            [("근무지", "place")],
        ],
    ),
    (
        "전형과 접수",
        [
            [("전형 방법", "selection"), ("제출 서류", "documents")],
            [("접수 경로", "channel"), ("담당 상담사", "counsellor")],
        ],
    ),
]
LETTER: list[tuple[str, list[Row]]] = [
    (
        "구직자",
        [
            [("성명", "person_name"), ("생년월일", "person_birth")],
            [("전화", "person_phone"), ("주소", "person_address")],
        ],
    ),
    ("구인자", [*EMPLOYER, [("담당자", "employer_contact")]]),
    (
        "알선하는 일자리",
        [
            [("모집 내용", "job_title")],
            [("모집 직종", "job_occupation"), ("구인 번호", "job_order_number")],
            [("임금", "job_pay"), ("근무 시간", "job_hours")],
            [("근무지", "job_place")],
            [("면접", "interview")],
            [("준비물", "bring")],
        ],
    ),
]
CERTIFICATE: list[tuple[str, list[Row]]] = [
    (
        "구직자",
        [
            [("성명", "person_name"), ("생년월일", "person_birth")],
            [("주소", "person_address")],
            [("희망 직종", "wishes")],
            [("구직 신청일", "applied_on"), ("유효기간", "valid_until")],
            [("용도", "purpose")],
        ],
    )
]
AGREEMENT: list[tuple[str, list[Row]]] = [
    (
        "당사자",
        [
            [("갑", "office_district"), ("을", "party_name")],
            [("을 대표자", "party_representative")],
            [("을 소재지", "party_address")],
        ],
    ),
    ("협약의 목적", [[("목적", "purpose")]]),
    ("채용 약속", [[("약속", "promises")]]),
    ("협약 내용", [[("조항", "clauses")], [("시작일", "starts_on"), ("종료일", "ends_on")]]),
]
SIGN = "{{issued_on}}", "{{office_head}} (직인)"
RULES = "「직업안정법 시행규칙」"
PAPERS = {
    "order_form": (
        "구인신청서",
        f"{RULES} 제2조제1항 · 별지 제1호",
        ORDER,
        ("위와 같이 구인을 신청합니다.", "신청인                    (서명 또는 인)", "{{office_head}} 귀하"),
    ),
    "referral_letter": (
        "취업알선장",
        f"{RULES} 제5조제2항 · 별지 제3호    번호 {{{{number}}}}",
        LETTER,
        (
            "위 사람을 귀 사업장의 구인 신청에 따라 알선하오니, 면접하신 뒤 그 결과를 통보하여 주시기 바랍니다.",
            *SIGN,
        ),
    ),
    "registration_certificate": (
        "구직등록 확인증",
        f"{RULES} 별지 제2호의4    번호 {{{{number}}}}",
        CERTIFICATE,
        ("위 사람은 위와 같이 구직 등록을 하였음을 확인합니다.", *SIGN),
    ),
    "agreement": (
        "{{title}} (초안)",
        "",
        AGREEMENT,
        (
            "위와 같이 협약한다.",
            "{{signed_on}}",
            "갑 {{office_head}} (서명)        을 {{party_representative}} (서명)",
        ),
    ),
}
"""Title, source, boxes, and the sentences beneath them."""


def draw(name: str) -> bytes:
    """One template."""
    title, source, parts, sentences = PAPERS[name]
    document = HwpxDocument.new()
    document.page.set_margins(left=20 * MM, right=20 * MM, top=18 * MM, bottom=15 * MM, header=8 * MM, footer=8 * MM)
    small = document.styles.ensure_run(size=9)
    large = document.styles.ensure_run(size=20, bold=True)
    head = document.styles.ensure_run(size=11, bold=True)
    paragraphs = []
    if source:
        paragraphs.append((document.add_paragraph(source, char_pr_id_ref=small), "LEFT"))
    paragraphs.append((document.add_paragraph(title, char_pr_id_ref=large), "CENTER"))
    for words, rows in parts:
        document.add_paragraph(words, char_pr_id_ref=head)
        _boxes(document, rows)
    for words in ("", *sentences):
        paragraphs.append((document.add_paragraph(words), "CENTER"))
    document.add_paragraph("{{office_centre}}  {{office_address}}  {{office_phone}}", char_pr_id_ref=small)
    everything = list(document.paragraphs)
    for paragraph, alignment in paragraphs:
        place = next(n for n, one in enumerate(everything) if one.element is paragraph.element)
        document.styles.apply_paragraph_format(paragraph_index=place, alignment=alignment)
    return document.to_bytes()


def _boxes(document: HwpxDocument, rows: list[Row]) -> None:
    table = document.add_table(len(rows), 4, width=2 * (LABEL + VALUE), height=ROW * len(rows))
    table.set_column_widths([LABEL, VALUE, LABEL, VALUE])
    for place, row in enumerate(rows):
        for pair, (label, field) in enumerate(row):
            table.set_cell_text(place, 2 * pair, label)
            table.set_cell_shading(place, 2 * pair, SHADE)
            table.set_cell_text(place, 2 * pair + 1, "{{" + field + "}}")
        if len(row) == 1:
            table.merge_cells(place, 1, place, 3)


def main() -> None:
    """Write every template."""
    TARGET.mkdir(exist_ok=True)
    for name in PAPERS:
        (TARGET / f"{name}.hwpx").write_bytes(draw(name))


if __name__ == "__main__":
    main()
