"""The demo's centre: the district, its posts and zones, and the people who work there."""

from datetime import timedelta

from jobvisit.base import clock
from jobvisit.demo.stage import GU, World
from jobvisit.office.reference import tables
from jobvisit.office.staff import actions as staff
from jobvisit.office.staff.policy import Role

PASSWORD = "seocho-demo-2026"  # noqa: S105 (printed at the start; the demo's people are invented)
_STAFF = (
    ("counsellor1", "이은주", "counsellor", "상담사, 반포4동 도서관 옆"),
    ("counsellor2", "박성호", "counsellor", "상담사, 센터"),
    ("counsellor3", "최미경", "counsellor", "상담사, 센터"),
    ("counsellor4", "정재훈", "counsellor", "상담사, 방배2동"),
    ("counsellor5", "한지영", "counsellor", "상담사, 양재1동"),
    ("desk", "오경희", "desk", "창구 직원"),
    ("manager", "강상우", "manager", "팀장"),
    ("privacy", "윤태식", "privacy_officer", "개인정보 책임자"),
    ("admin", "송하연", "administrator", "시스템 관리자"),
)
LOGINS = tuple((login, PASSWORD, what) for login, _, _, what in _STAFF)


def play(world: World) -> None:
    """Found the district and post five counsellors: two at the centre, one each at three neighbourhood offices."""
    dongs = {dong.name: dong for dong in tables.dongs().values() if dong.gu == GU}
    centre = dongs["서초3동"]
    names = (
        ("서초 취업정보은행", "centre", "서초3동"),
        ("반포4동 주민센터", "neighbourhood", "반포4동"),
        ("방배2동 주민센터", "neighbourhood", "방배2동"),
        ("양재1동 주민센터", "neighbourhood", "양재1동"),
        ("반포도서관 현장 취업정보은행", "field", "반포4동"),
    )
    day = clock.seoul_day(world.now) - timedelta(days=240)
    parts = {"반포권": "반포 잠원", "서초권": "서초", "방배권": "방배", "양재권": "양재 내곡"}
    world.district, world.posts, world.zones = staff.found_district(
        district={
            "code": "11650",
            "name": GU,
            "name_en": "Seocho-gu",
            "centre_name": "서초 취업정보은행",
            "centre_phone": "0200000000",
            "lat": centre.lat,
            "lon": centre.lon,
        },
        posts=[
            {"name": name, "kind": kind, "dong": dongs[dong].code, "lat": dongs[dong].lat, "lon": dongs[dong].lon}
            for name, kind, dong in names
        ],
        zones=[
            {"name": zone, "dongs": [d.code for n, d in dongs.items() if n.startswith(tuple(starts.split()))]}
            for zone, starts in parts.items()
        ],
        on=day,
    )
    for login, name, role, _ in _STAFF:
        world.users[login] = staff.add_user(
            district=world.district, login=login, name=name, role=Role(role), password=PASSWORD
        )
    seats = ((1, 0), (0, 1), (0, 1), (2, 2), (3, 3))
    for user, (post, zone) in zip(world.counsellors, seats, strict=True):
        staff.post_user(user=user, post=world.posts[post], zone=world.zones[zone], starts_on=day)
