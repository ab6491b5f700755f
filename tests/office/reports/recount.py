"""The month's figures once more, in plain Python over exported rows. Shares no line with the product.

Rows are what `SELECT *` gives, a list of dictionaries a table. Written from the formulas on the page.
"""

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

Rows = dict[str, list[dict[str, Any]]]
TABLES = (
    "companies_company", "companies_branch", "orders_joborder", "seekers_seeker", "seekers_groupclaim",
    "audit_event", "referrals_referral", "referrals_placement", "referrals_rung", "outreach_visit", "outreach_attempt",
    "outreach_case", "outreach_campaign", "outreach_notice", "outreach_target", "outreach_targetfirm",
    "matches_shownlist", "staff_zone", "staff_post", "desks_place", "desks_session", "desks_ticket",
    "agreements_agreement", "agreements_line", "agreements_lineterms", "training_cohort", "training_enrolment",
)  # fmt: skip
RESULT = ("hired", "refused_by_employer", "no_show", "declined_by_resident")
WORKING = ("proposed", "consented", "sent", "viewed", "interview", "offered")
ORDER_OF_PROOF = ["claimed", "employer", "resident", "documented", "started", "retained_1", "retained_3",
                  "retained_6", "retained_12"]  # fmt: skip


def exported(cursor: Any) -> dict[int, Rows]:
    """Every row of these tables, by district and table."""
    found: dict[int, Rows] = defaultdict(lambda: {name: [] for name in TABLES})
    for table in TABLES:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [column.name for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            for name in {"details", "dongs"} & row.keys():
                row[name] = json.loads(row[name]) if isinstance(row[name], str) else row[name]
            found[row["district_id"]][table].append(row)
    return found


def korean_date(at: datetime) -> date:
    """Nine hours east of Greenwich, all year."""
    return (at.replace(tzinfo=None) - (at.utcoffset() or timedelta(0)) + timedelta(hours=9)).date()


class Recount:
    """One district and month."""

    def __init__(self, rows: Rows, year: int, month: int) -> None:
        self.rows = rows
        self.begin = date(year, month, 1)
        self.end = self.begin + relativedelta(months=1)
        self.final = {c["id"]: self._last(c) for c in rows["companies_company"]}
        heads = sorted(rows["companies_branch"], key=lambda b: (not b["is_head"], b["id"]))
        self.head = {b["company_id"]: b["dong"] for b in reversed(heads)}
        self.case_firm = {c["id"]: c["company_id"] for c in rows["outreach_case"]}
        self.order = {o["id"]: o for o in rows["orders_joborder"]}
        self.seeker = {s["id"]: s for s in rows["seekers_seeker"]}
        self.referral = {r["id"]: r for r in rows["referrals_referral"]}

    def _last(self, company: dict[str, Any]) -> int:
        by_id = {c["id"]: c for c in self.rows["companies_company"]}
        while company["status"] == "merged":
            company = by_id[company["merged_into_id"]]
        return int(company["id"])

    def inside(self, day: date) -> bool:
        return self.begin <= day < self.end

    def zone(self, dong: str) -> str:
        last = self.end - timedelta(days=1)
        fitting = [z for z in self.rows["staff_zone"] if dong in z["dongs"] and z["valid_from"] <= last
                   and (z["valid_until"] is None or z["valid_until"] >= last)]  # fmt: skip
        return str(max(fitting, key=lambda z: (z["valid_from"], z["id"]))["id"]) if fitting else ""

    def work_zone(self, order: dict[str, Any]) -> str:
        return self.zone(order["dong"] or self.head.get(order["company_id"], ""))

    # what happened

    def real_orders(self) -> list[dict[str, Any]]:
        return [o for o in self.rows["orders_joborder"] if o["state"] not in ("draft", "refused")]

    def orders(self) -> list[dict[str, Any]]:
        return [o for o in self.real_orders() if self.inside(korean_date(o["accepted_at"]))]

    def new_seekers(self) -> list[dict[str, Any]]:
        return [s for s in self.rows["seekers_seeker"] if self.inside(korean_date(s["applied_at"]))]

    def letters(self) -> dict[int, dict[str, Any]]:
        """Referral → day of its first letter, day of the result that stands, day on which it stopped to matter."""
        found: dict[int, dict[str, Any]] = {}
        for event in sorted(self.rows["audit_event"], key=lambda e: (e["at"], e["id"])):
            if event["verb"] != "referrals.move" or event["subject_kind"] != "referral":
                continue
            to, day = event["details"]["to"], korean_date(event["at"])
            told = found.setdefault(event["subject_id"], {"sent": None, "result": None, "moot": None})
            if to == "sent" and told["sent"] is None:
                told["sent"] = day
            if to in WORKING:
                told["result"] = told["moot"] = None
            if to in RESULT:
                told["result"] = day
            if to in ("withdrawn", "obsolete"):
                told["moot"] = day
        return {key: told for key, told in found.items() if told["sent"]}

    def true_hires(self) -> list[dict[str, Any]]:
        true = []
        for hire in self.rows["referrals_placement"]:
            ends = [r for r in self.rungs(hire) if r["kind"] == "ended"]
            never = hire["state"] == "ended" and ends and ends[-1]["reason"] == "never_started"
            if hire["state"] != "annulled" and not never:
                true.append(hire)
        return true

    def rungs(self, hire: dict[str, Any]) -> list[dict[str, Any]]:
        own = [r for r in self.rows["referrals_rung"] if r["placement_id"] == hire["id"]]
        return sorted(own, key=lambda r: (r["at"], r["id"]))

    def begun(self) -> list[dict[str, Any]]:
        return [h for h in self.true_hires() if self.inside(h["start_on"])]

    def introduced(self, hire: dict[str, Any]) -> bool:
        return korean_date(self.referral[hire["referral_id"]]["proposed_at"]) <= hire["start_on"]

    def visits(self) -> list[dict[str, Any]]:
        return [v for v in self.rows["outreach_visit"] if v["state"] == "done"]

    # figures

    def figures(self) -> dict[str, tuple[int, int | None]]:
        orders, files, begun = self.orders(), self.new_seekers(), self.begun()
        openings = sum(1 if o["openings"] is None else o["openings"] for o in orders)
        letters = self.letters()
        sent = [key for key, told in letters.items() if self.inside(told["sent"])]
        persons = {self.referral[key]["seeker_id"] for key in sent}
        ours = [h for h in begun if self.introduced(h)]
        hired = {h["seeker_id"] for h in begun}
        visited = [v for v in self.visits() if self.inside(v["on"])]
        calls = [a for a in self.rows["outreach_attempt"] if self.inside(korean_date(a["at"]))]
        found: dict[str, tuple[int, int | None]] = {
            "orders": (len(orders), None),
            "openings": (openings, None),
            "seekers": (len(files), None),
            "referrals": (len(sent), None),
            "referred": (len(persons), None),
            "hires": (len(begun), None),
            "hired": (len(hired), None),
            "visits": (len(visited), None),
            "attempts": (len(calls), None),
            "openings_per_seeker": (openings, len(files)),
            "employment_rate": (len(hired), len(files)),
            "placement_rate_people": (len({h["seeker_id"] for h in ours}), len(persons)),
            "placement_rate_referrals": (len(ours), len(sent)),
            "fill_rate": (len(begun), openings),
            "orders_per_visit": (sum(o["source"] == "visit" for o in orders), len(visited)),
            "results_known": self.results(letters),
            "hires_per_visited_firm": self.per_visited(),
            "one_firm_one_resident": self.board(),
            "exposure": self.exposure(),
            **self.desk(),
            "agreements_kept": self.agreements(),
            **self.school(),
        }
        for months in (3, 6, 12):
            found[f"retention_{months}"] = self.retention(months)
        return found

    def results(self, letters: dict[int, dict[str, Any]]) -> tuple[int, int]:
        due = known = 0
        for told in letters.values():
            limit = told["sent"] + timedelta(days=14)
            if not self.inside(limit):
                continue
            if told["result"] is None and told["moot"] is not None and told["moot"] <= limit:
                continue
            due += 1
            known += told["result"] is not None and told["result"] <= limit
        return known, due

    def retention(self, months: int, unknown: list[int] | None = None) -> tuple[int, int]:
        due = kept = 0
        for hire in self.true_hires():
            anniversary = hire["start_on"] + relativedelta(months=months)
            if not self.inside(anniversary + timedelta(days=14)):
                continue
            due += 1
            kinds = [r["kind"] for r in self.rungs(hire)]
            seen = any(k.startswith("retained_") and int(k.split("_")[1]) >= months for k in kinds)
            if seen or (hire["ended_on"] is not None and hire["ended_on"] >= anniversary):
                kept += 1
            elif hire["ended_on"] is None and unknown is not None:
                unknown.append(hire["id"])
        return kept, due

    def per_visited(self) -> tuple[int, int]:
        since = self.begin - relativedelta(months=2)
        first: dict[int, date] = {}
        for visit in self.visits():
            firm = self.final[self.case_firm[visit["case_id"]]]
            if since <= visit["on"] < self.end:
                first[firm] = min(visit["on"], first.get(firm, visit["on"]))
        hires = [
            h for h in self.true_hires()
            if h["start_on"] < self.end and first.get(self.final[h["company_id"]], self.end) <= h["start_on"]
        ]  # fmt: skip
        return len(hires), len(first)

    def board(self) -> tuple[int, int]:
        """Firms of the latest list by then that hired by then; an order filled without a hire on record counts too."""
        lists = [t for t in self.rows["outreach_target"] if t["is_board"] and t["starts_on"] < self.end]
        if not lists:
            return 0, 0
        chosen = max(lists, key=lambda t: (t["starts_on"], t["id"]))
        firms = [f["company_id"] for f in self.rows["outreach_targetfirm"] if f["target_id"] == chosen["id"]]
        done = 0
        for firm in firms:
            days = []
            for order in self.real_orders():
                if order["company_id"] in (firm, self.final[firm]) and order["filled"] > 0:
                    claims = [korean_date(h["claimed_at"]) for h in self.rows["referrals_placement"]
                              if h["order_id"] == order["id"] and h["state"] != "annulled"]  # fmt: skip
                    days += claims or [korean_date(order["accepted_at"])]
            done += any(day < self.end for day in days)
        return done, len(firms)

    def exposure(self) -> tuple[int, int]:
        since = self.end - relativedelta(months=3)
        fresh = {s["id"] for s in self.rows["seekers_seeker"] if since <= korean_date(s["applied_at"]) < self.end}
        shown = {
            key
            for one in self.rows["matches_shownlist"]
            if self.inside(korean_date(one["at"]))
            for key in one["seekers"]
        }
        return len(fresh & shown), len(fresh)

    # the other rooms

    def desk(self) -> dict[str, tuple[int, int]]:
        held = {s["id"]: s for s in self.rows["desks_session"] if (s["state"], s["kind"]) == ("closed", "counsel")}
        ours = {key: s for key, s in held.items() if self.inside(s["on"])}
        minutes = sum(int((timedelta(hours=s["ends"].hour, minutes=s["ends"].minute)
                           - timedelta(hours=s["begins"].hour, minutes=s["begins"].minute)).total_seconds() // 60)
                      for s in ours.values())  # fmt: skip
        served = [t for t in self.rows["desks_ticket"] if t["state"] == "served" and t["session_id"] in held]
        here = [t for t in served if t["session_id"] in ours]
        hired = 0
        for hire in self.begun():
            told = korean_date(hire["claimed_at"])
            days = [held[t["session_id"]]["on"] for t in served if t["seeker_id"] == hire["seeker_id"]]
            hired += any(0 <= (told - day).days <= 90 for day in days)
        return {
            "desk_seen_per_hour": (len(here), minutes),
            "desk_registered_per_hour": (sum(t["registered"] for t in here), minutes),
            "desk_hires_per_hour": (hired, minutes),
        }

    def agreements(self) -> tuple[int, int]:
        last = self.end - timedelta(days=1)
        running = {
            a["id"] for a in self.rows["agreements_agreement"]
            if a["signed_on"] and a["starts_on"] <= last and a["ends_on"] >= self.begin
            and not (a["stopped_on"] and a["stopped_on"] <= self.begin)
        }  # fmt: skip
        into = {line["id"]: line["into_id"] for line in self.rows["agreements_line"]}
        lines, promised = set(), 0
        for line in self.rows["agreements_line"]:
            rows = [t for t in self.rows["agreements_lineterms"] if t["line_id"] == line["id"] and t["from_on"] <= last]
            if line["agreement_id"] in running and line["into_id"] is None and rows:
                lines.add(line["id"])
                promised += max(rows, key=lambda t: t["id"])["promised"]
        done = 0
        for hire in self.rows["referrals_placement"]:
            line = self.order[hire["order_id"]]["line_id"]
            while line is not None and into[line] is not None:
                line = into[line]
            done += hire["state"] != "annulled" and line in lines and korean_date(hire["claimed_at"]) < self.end
        return done, promised

    def school(self) -> dict[str, tuple[int, int]]:
        classes = {
            c["id"]: c for c in self.rows["training_cohort"]
            if c["state"] in ("running", "finished") and self.inside(c["ends_on"] + relativedelta(months=3))
        }  # fmt: skip
        seats = [
            e for e in self.rows["training_enrolment"]
            if e["cohort_id"] in classes
            and (e["state"] in ("accepted", "attending", "certified")
                 or (e["state"] == "dropped" and e["left_from"] == "attending"))
        ]  # fmt: skip
        hired = 0
        for seat in seats:
            over = classes[seat["cohort_id"]]["ends_on"]
            hired += any(h["seeker_id"] == seat["seeker_id"] and over <= h["start_on"] <= over + relativedelta(months=3)
                         for h in self.true_hires())  # fmt: skip
        return {
            "class_certified": (sum(e["state"] == "certified" for e in seats), len(seats)),
            "class_hired": (hired, len(seats)),
        }

    # break-downs

    def hires_by(self, dimension: str) -> dict[str, int]:
        found: dict[str, set[int]] = defaultdict(set)
        for hire in self.begun():
            for value in self.values(hire, dimension):
                found[value].add(hire["id"])
        return {value: len(keys) for value, keys in found.items()}

    def people_by_group(self) -> dict[str, int]:
        found: dict[str, set[int]] = defaultdict(set)
        for hire in self.begun():
            for group in self.groups(hire["seeker_id"]):
                found[group].add(hire["seeker_id"])
        return {value: len(keys) for value, keys in found.items()}

    def values(self, hire: dict[str, Any], dimension: str) -> list[str]:
        order = self.order[hire["order_id"]]
        if dimension == "zone":
            return [self.work_zone(order)]
        if dimension == "home":
            return [self.zone(self.seeker[hire["seeker_id"]]["dong"])]
        if dimension == "counsellor":
            return [str(self.referral[hire["referral_id"]]["proposed_by_id"])]
        if dimension == "channel":
            return [order["source"]]
        if dimension == "agency":
            return list(hire["also_counted_by"])
        kinds = {r["kind"] for r in self.rungs(hire) if korean_date(r["at"]) < self.end}
        return [max(({*kinds} & {*ORDER_OF_PROOF}) or {"claimed"}, key=ORDER_OF_PROOF.index)]

    def groups(self, seeker: int) -> set[str]:
        """Three groups by age, and those that were claimed with proof, on the month's last day."""
        day = self.end - timedelta(days=1)
        age = relativedelta(day, self.seeker[seeker]["birth_date"]).years
        found = {name for name, low, high in (("semi_senior", 50, 54), ("senior", 55, 200), ("middle_aged", 40, 64),
                                              ("elder_job", 60, 200)) if low <= age <= high}  # fmt: skip
        if 15 <= age <= (34 if day >= date(2026, 9, 18) else 29):
            found.add("youth")
        for claim in self.rows["seekers_groupclaim"]:
            held = claim["valid_from"] <= day and (claim["valid_until"] is None or day <= claim["valid_until"])
            if claim["seeker_id"] == seeker and held and claim["group"] in ("disabled", "career_women"):
                found.add(claim["group"])
        return found
