"""The exact, explained top 20 of a million for one order: ours beside PostgreSQL, DuckDB, Polars and tantivy.

    python bench/matching_peers.py [--people 1000000] [--orders 30] [--seed 0] [--only duckdb,polars,...]

Needs `pip install -r requirements/bench.in`. Every peer is asked the *whole* question: all eleven requirements with
their unknowns, all sixteen terms in whole points, ties by application and id; its twenty people, in order, with their
scores, must be ours. Each is given what suits it: one row for each wished division, clustered by division and place;
limits written into the query as constants, what an order does not state left out; curves as arrays looked up only for
those who pass; two threads where it has any. tantivy finds candidates by boosted terms and ranges, and the best of them
are ranked exactly by our own plain engine: its figure is a recall.

Times are wall-clock per question, median and 95th percentile, the peers in turn for each order so that all meet the
same load; `cpu` is processor time of this process (of the server, for PostgreSQL, it is not known).
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from jobvisit.engines.matching import Index, People, generate, kernels
from jobvisit.engines.matching.columns import Orders
from jobvisit.engines.matching.filters import DIVISION, wanted_pay
from jobvisit.engines.matching.rank import rank_row
from jobvisit.engines.matching.types import NOWHERE, Requirement

K = 20
Asked = Callable[[Orders], list[tuple[int, int]]]
R = Requirement
AWAY = -100_000_000
"""The peers' mark for a home not known: its squares stay within 64 bits."""
FARTHEST = 40_000
"""No reach of the generated market is longer; checked."""
NUMBERS = (
    *("division", "id", "w1", "w2", "w3", "x", "y", "reach", "reach_known", "wage", "wanted", "days", "earliest"),
    *("latest", "weekly_min", "weekly_max", "shifts", "licences", "listed", "career", "education", "wants", "active"),
    *("tie", "b0", "b1", "b2", "b3", "bits"),
)


def postings(people: People, index: Index) -> dict[str, np.ndarray]:
    """One row for each resident and division wished for (-1: no wish), the columns every peer gets."""
    applied = np.where(people.applied_on < 0, 2**31 - 1, people.applied_on)
    tie = np.empty(len(people), np.int64)
    tie[np.lexsort((people.ids, applied))] = np.arange(len(people))
    wished = np.where(people.wishes >= 0, people.wishes // DIVISION, -2)
    wished[:, 1][wished[:, 1] == wished[:, 0]] = -2
    wished[:, 2][(wished[:, 2] == wished[:, 0]) | (wished[:, 2] == wished[:, 1])] = -2
    wished[(wished == -2).all(1), 0] = -1
    row, column = np.nonzero(wished > -2)
    home = (people.x != NOWHERE) & (people.y != NOWHERE)
    named = {
        "id": people.ids, "w1": people.wishes[:, 0], "w2": people.wishes[:, 1], "w3": people.wishes[:, 2],
        "x": np.where(home, people.x, AWAY), "y": np.where(home, people.y, AWAY),
        "reach": np.where(people.reach > 0, people.reach, index.params.reach_assumed), "reach_known": people.reach > 0,
        "wage": people.wage, "wanted": wanted_pay(people, index.params), "days": people.days,
        "earliest": people.earliest, "latest": people.latest, "weekly_min": people.weekly_min,
        "weekly_max": people.weekly_max, "shifts": people.shifts, "licences": people.licences[:, 0].view(np.int64),
        "listed": people.licences_known, "career": people.career, "education": people.education,
        "wants": people.wants, "active": people.active_on, "tie": tie,
        **{f"b{w}": people.words[:, w].view(np.int64) for w in range(4)},
        "bits": np.bitwise_count(people.words).sum(1),
    }  # fmt: skip
    assert int(named["reach"].max(initial=0)) <= FARTHEST
    out = {"division": wished[row, column].astype(np.int64)}
    out |= {name: values[row].astype(np.int64) for name, values in named.items()}
    by = np.lexsort((out["x"], out["y"] // 2000, out["division"]))
    return {name: out[name][by] for name in NUMBERS}


class Dialect:
    """How one engine writes what the question needs: an entry of a curve, how many bits are set, whole division."""

    def __init__(self, look: Callable[[str, str], str], bits: Callable[[str], str], over: str) -> None:
        self.look, self.bits, self.over = look, bits, over

    @staticmethod
    def floor(number: str) -> str:
        return f"floor({number})"


def sql(order: Orders, index: Index, say: Dialect) -> str:
    """The question about one order as one query; whole points throughout."""
    o = {name: int(column[0]) for name, column in order.columns().items() if column.ndim == 1}
    d, params, points = o["occupation"] // DIVISION, index.params, index.params.unknown
    need, some, nice = (int(getattr(order, f"licences_{n}")[0, 0].view(np.int64)) for n in ("all", "any", "preferred"))
    where, terms = [f"division IN ({d}, -1)"], [f"{params.accept_base + params.hire_base}"]

    def unsure(requirement: Requirement, condition: str) -> None:
        terms.append(f"CASE WHEN {condition} THEN {points[requirement]} ELSE 0 END")

    unsure(R.OCCUPATION, "division = -1")
    terms.append(_occupation(o["occupation"], params, say.over))
    metres = f"sqrt(CAST((x - {o['x']}) * (x - {o['x']}) + (y - {o['y']}) * (y - {o['y']}) AS double precision))"
    if o["x"] != NOWHERE and o["y"] != NOWHERE:
        far = f"(x - {o['x']}) * (x - {o['x']}) + (y - {o['y']}) * (y - {o['y']}) >= (reach + 1) * (reach + 1)"
        most = FARTHEST + 1
        south, north, west, east = o["y"] - most, o["y"] + most, o["x"] - most, o["x"] + most
        box = f"y BETWEEN {south} AND {north} AND x BETWEEN {west} AND {east}"
        where.append(f"(y = {AWAY} OR ({box} AND NOT ({far})))")
        unsure(R.COMMUTE, f"y = {AWAY} OR reach_known = 0")
        step = say.floor(f"{metres} / 50")
        known = f"LEAST(CAST({step} AS integer), 1201)"
        at = f"CASE WHEN y = {AWAY} THEN {params.commute_assumed // 50} ELSE {known} END"
        terms.append(say.look("commute", at))
    if o["wage_max"] > 0:
        middle = (o["wage_min"] + o["wage_max"]) // 2 * 100
        where.append(f"wanted <= {o['wage_max']}")
        unsure(R.PAY, f"wage = 0 OR wanted > {o['wage_min']}")
        share = say.floor(f"{middle} / CAST(GREATEST(wage, 1) AS double precision)")
        margin = f"LEAST(GREATEST(CAST({share} AS integer) - 100, -50), 100) + 50"
        terms.append(f"CASE WHEN wage > 0 THEN {say.look('pay', margin)} ELSE 0 END")
    if o["days"] > 0:
        where.append(f"(days = 0 OR (days & {o['days']}) = {o['days']})")
    elif o["days_per_week"] > 0:
        where.append(f"(days = 0 OR {say.bits('days')} >= {o['days_per_week']})")
    if o["days"] > 0 or o["days_per_week"] > 0:
        unsure(R.DAYS, "days = 0")
    if o["start"] >= 0:
        where.append(f"earliest <= {o['start']}")
        unsure(R.START, "earliest < 0")
    if o["end"] >= 0:
        where.append(f"(latest < 0 OR latest >= {o['end']})")
        unsure(R.END, "latest < 0")
    if o["weekly"] >= 0:
        where.append(f"weekly_min <= {o['weekly']} AND (weekly_max < 0 OR weekly_max >= {o['weekly']})")
        unsure(R.WEEKLY, "weekly_min < 0 AND weekly_max < 0")
    if o["shift"] == 1:
        where.append("shifts <> 0")
        unsure(R.SHIFT, "shifts < 0")
    lacking = [f"(licences & {need}) <> {need}"] * bool(need) + [f"(licences & {some}) = 0"] * bool(some)
    if lacking:
        where.append(f"(listed = 0 OR NOT ({' OR '.join(lacking)}))")
        unsure(R.LICENCES, f"listed = 0 AND ({' OR '.join(lacking)})")
    if nice:
        terms.append(say.look("licences", f"LEAST({nice.bit_count()} - {say.bits(f'licences & {nice}')}, 32)"))
    else:
        terms.append(f"{int(index.curves.licences[0])}")
    for name, requirement in (("career", R.CAREER), ("education", R.EDUCATION)):
        if o[f"{name}_min"] > 0:
            where.append(f"({name} < 0 OR {name} >= {o[f'{name}_min']})")
            unsure(requirement, f"{name} < 0")
    terms.append(say.look("career_held", "LEAST(GREATEST(career, 0), 240)"))
    terms.append(say.look("career_short", f"LEAST(GREATEST({o['career_preferred']} - GREATEST(career, 0), 0), 240)"))
    terms.append(say.look("education", f"LEAST(GREATEST({o['education_preferred']} - GREATEST(education, 0), 0), 15)"))
    terms.append(say.look("wants", say.bits(f"wants & {~o['offers'] & (2**32 - 1)}")))
    if o["asked_on"] >= 0:
        age = f"CASE WHEN active < 0 THEN 400 ELSE LEAST(GREATEST({o['asked_on']} - active, 0), 399) END"
        terms.append(say.look("freshness", age))
    terms.append(_words(order, say))
    inner = f"SELECT id, tie, {' + '.join(terms)} AS score FROM people WHERE {' AND '.join(where)}"
    return f"SELECT id, score FROM ({inner}) q ORDER BY score DESC, tie LIMIT {K}"


def _occupation(code: int, params: Any, over: str) -> str:
    def one(column: str, rank: int) -> str:
        level = [points + params.wish_rank[rank] for points in params.occupation]
        steps = "".join(
            f" WHEN {column} {over} {by} = {code // by} THEN {worth}"
            for by, worth in zip((100, 1_000, 10_000), level[1:], strict=True)
        )
        return f"CASE WHEN {column} = {code} THEN {level[0]}{steps} ELSE -1000000 END"

    best = f"GREATEST({one('w1', 0)}, {one('w2', 1)}, {one('w3', 2)})"
    return f"CASE WHEN division = -1 THEN 0 ELSE {best} END"


def _words(order: Orders, say: Dialect) -> str:
    mine = [int(word.view(np.int64)) for word in order.words[0]]
    n = int(np.bitwise_count(order.words[0]).sum())
    if n == 0:
        return say.look("words", "101")
    both = " + ".join(say.bits(f"b{w} & {word}" if word >= 0 else f"b{w} & ({word})") for w, word in enumerate(mine))
    percent = say.floor(f"100.0 * ({both}) / sqrt(CAST(GREATEST(bits, 4) AS double precision) * {float(max(n, 4))})")
    return say.look("words", f"CASE WHEN bits = 0 THEN 101 ELSE CAST({percent} AS integer) END")


def duckdb_asks(rows: dict[str, np.ndarray], index: Index) -> Asked:
    import duckdb
    import pyarrow

    db = duckdb.connect()
    db.register("rows_of_people", pyarrow.table(rows))
    db.execute("SET threads = 2")
    db.execute("CREATE TABLE people AS SELECT * FROM rows_of_people")
    for name in TABLES:
        db.execute(f"SET VARIABLE {name} = {getattr(index.curves, name).tolist()}")
    say = Dialect(
        lambda name, at: f"getvariable('{name}')[({at}) + 1]",
        lambda bits: f"bit_count({bits})",
        "//",
    )

    def ask(order: Orders) -> list[tuple[int, int]]:
        return [(int(a), int(b)) for a, b in db.execute(sql(order, index, say)).fetchall()]

    return ask


TABLES = ("commute", "pay", "licences", "career_held", "career_short", "education", "wants", "freshness", "words")


def postgresql_asks(rows: dict[str, np.ndarray], index: Index, folder: Path) -> Asked:
    import psycopg

    from jobvisit.config.postgres import OWNER, cluster

    server = cluster(folder / "pg").__enter__()
    server.create_database("bench")
    db = psycopg.connect(server.dsn(OWNER, "bench"), autocommit=True)
    big = {"id", "licences", "b0", "b1", "b2", "b3", "wants"}
    columns = ", ".join(f"{name} {'bigint' if name in big | {'x', 'y', 'reach'} else 'integer'}" for name in NUMBERS)
    db.execute(f"CREATE UNLOGGED TABLE people ({columns})")
    with db.cursor().copy(f"COPY people ({', '.join(NUMBERS)}) FROM STDIN") as copy:
        for first in range(0, len(rows["id"]), 50_000):
            part = np.stack([rows[name][first : first + 50_000] for name in NUMBERS], 1)
            copy.write("".join("\t".join(map(str, row)) + "\n" for row in part.tolist()))
    arrays = {name: "{" + ",".join(map(str, getattr(index.curves, name).tolist())) + "}" for name in TABLES}
    db.execute(f"CREATE TABLE curves ({', '.join(f'{name} integer[]' for name in TABLES)})")
    db.execute(f"INSERT INTO curves VALUES ({', '.join(['%s'] * len(TABLES))})", list(arrays.values()))
    db.execute("CREATE INDEX people_place ON people (division, y, x)")
    db.execute("CLUSTER people USING people_place")
    db.execute("VACUUM ANALYZE people")
    db.execute("SET max_parallel_workers_per_gather = 2")
    db.execute("SET jit = off")
    db.execute("SET work_mem = '64MB'")
    say = Dialect(
        lambda name, at: f"(SELECT {name} FROM curves)[({at}) + 1]",
        lambda bits: f"bit_count(CAST(CAST({bits} AS bigint) AS bit(64)))",
        "/",
    )

    def ask(order: Orders) -> list[tuple[int, int]]:
        return [(int(a), int(b)) for a, b in db.execute(sql(order, index, say)).fetchall()]

    db.execute("SELECT sum(hashtext(people::text)) FROM people")  # everything in memory before the first question
    return ask


def polars_asks(rows: dict[str, np.ndarray], index: Index) -> Asked:
    import polars as pl

    frame = pl.DataFrame(rows)
    first = {d: tuple(np.searchsorted(rows["division"], [d, d + 1]).tolist()) for d in range(-1, 100)}
    c, curves = pl.col, {name: pl.Series(getattr(index.curves, name)) for name in TABLES}

    def look(name: str, at: Any) -> Any:
        return pl.lit(curves[name]).gather(at.cast(pl.UInt32)).cast(pl.Int64)

    def ask(order: Orders) -> list[tuple[int, int]]:
        o = {name: int(column[0]) for name, column in order.columns().items() if column.ndim == 1}
        parts = [frame[slice(*first[d])] for d in (-1, o["occupation"] // DIVISION)]
        found = polars_query(pl.concat(parts), o, order, index, look)
        return [(int(a), int(b)) for a, b in found.rows()]

    def polars_query(people: Any, o: dict[str, int], order: Orders, index: Index, look: Any) -> Any:
        params, points, keep, sure = index.params, index.params.unknown, [], []
        need, some, nice = (
            int(getattr(order, f"licences_{n}")[0, 0].view(np.int64)) for n in ("all", "any", "preferred")
        )
        score = pl.lit(params.accept_base + params.hire_base)

        def wish(column: str, rank: int) -> Any:
            w, e = c(column), pl.lit(-(10**6))
            for level, by in ((3, 10_000), (2, 1_000), (1, 100), (0, 1)):
                worth = params.occupation[level] + params.wish_rank[rank]
                e = pl.when((w // by == o["occupation"] // by) & (w >= 0)).then(worth).otherwise(e)
            return e

        best = pl.max_horizontal(wish("w1", 0), wish("w2", 1), wish("w3", 2))
        score += pl.when(c("division") == -1).then(points[R.OCCUPATION]).otherwise(best)
        if o["x"] != NOWHERE and o["y"] != NOWHERE:
            square, nowhere = (c("x") - o["x"]) ** 2 + (c("y") - o["y"]) ** 2, c("y") == AWAY
            keep.append(nowhere | (square < (c("reach") + 1) ** 2))
            sure.append((nowhere | (c("reach_known") == 0), points[R.COMMUTE]))
            step = (square.cast(pl.Float64).sqrt() / 50).floor().clip(0, 1201)
            score += look("commute", pl.when(nowhere).then(params.commute_assumed // 50).otherwise(step))
        if o["wage_max"] > 0:
            middle = (o["wage_min"] + o["wage_max"]) // 2 * 100
            keep.append(c("wanted") <= o["wage_max"])
            sure.append(((c("wage") == 0) | (c("wanted") > o["wage_min"]), points[R.PAY]))
            margin = ((middle / c("wage").clip(1, None)).floor() - 100).clip(-50, 100) + 50
            score += pl.when(c("wage") > 0).then(look("pay", margin)).otherwise(0)
        if o["days"] > 0:
            keep.append((c("days") == 0) | ((c("days") & o["days"]) == o["days"]))
        elif o["days_per_week"] > 0:
            keep.append((c("days") == 0) | (c("days").bitwise_count_ones() >= o["days_per_week"]))
        if o["days"] > 0 or o["days_per_week"] > 0:
            sure.append((c("days") == 0, points[R.DAYS]))
        if o["start"] >= 0:
            keep.append(c("earliest") <= o["start"])
            sure.append((c("earliest") < 0, points[R.START]))
        if o["end"] >= 0:
            keep.append((c("latest") < 0) | (c("latest") >= o["end"]))
            sure.append((c("latest") < 0, points[R.END]))
        if o["weekly"] >= 0:
            keep.append((c("weekly_min") <= o["weekly"]) & ((c("weekly_max") < 0) | (c("weekly_max") >= o["weekly"])))
            sure.append(((c("weekly_min") < 0) & (c("weekly_max") < 0), points[R.WEEKLY]))
        if o["shift"] == 1:
            keep.append(c("shifts") != 0)
            sure.append((c("shifts") < 0, points[R.SHIFT]))
        lacking = pl.lit(False)
        if need:
            lacking |= (c("licences") & need) != need
        if some:
            lacking |= (c("licences") & some) == 0
        if need or some:
            keep.append((c("listed") == 0) | ~lacking)
            sure.append(((c("listed") == 0) & lacking, points[R.LICENCES]))
        held = (c("licences") & nice).bitwise_count_ones().cast(pl.Int64)
        score += look("licences", nice.bit_count() - held) if nice else int(index.curves.licences[0])
        for name, requirement in (("career", R.CAREER), ("education", R.EDUCATION)):
            if o[f"{name}_min"] > 0:
                keep.append((c(name) < 0) | (c(name) >= o[f"{name}_min"]))
                sure.append((c(name) < 0, points[requirement]))
        career, level = c("career").clip(0, None), c("education").clip(0, None)
        score += look("career_held", career.clip(None, 240))
        score += look("career_short", (o["career_preferred"] - career).clip(0, 240))
        score += look("education", (o["education_preferred"] - level).clip(0, 15))
        score += look("wants", (c("wants") & (~o["offers"] & (2**32 - 1))).bitwise_count_ones())
        if o["asked_on"] >= 0:
            age = pl.when(c("active") < 0).then(400).otherwise((o["asked_on"] - c("active")).clip(0, 399))
            score += look("freshness", age)
        n = int(np.bitwise_count(order.words[0]).sum())
        both = sum(
            (c(f"b{w}") & int(order.words[0, w].view(np.int64))).bitwise_count_ones().cast(pl.Int64) for w in range(4)
        )
        percent = (100.0 * both / (c("bits").clip(4, None).cast(pl.Float64) * float(max(n, 4))).sqrt()).floor()
        score += look("words", pl.when((c("bits") == 0) | (n == 0)).then(101).otherwise(percent))
        for condition, worth in sure:
            score += pl.when(condition).then(worth).otherwise(0)
        left = people.lazy()
        for condition in keep:
            left = left.filter(condition)
        ranked = left.select("id", "tie", score=score).sort("score", "tie", descending=[True, False]).head(K)
        return ranked.select("id", "score").collect()

    return ask


def tantivy_asks(people: People, index: Index, depths: tuple[int, ...]) -> list[Asked]:
    """Candidates by boosted terms and ranges, the best so many of them ranked exactly by our plain engine."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True, fast=True, indexed=False)
    for name in ("x", "y", "wanted", "earliest"):
        builder.add_integer_field(name, fast=True, indexed=True)
    builder.add_text_field("t", stored=False, tokenizer_name="whitespace", index_option="basic")
    store = tantivy.Index(builder.build())
    writer = store.writer(heap_size=300_000_000, num_threads=1)
    wishes, words = people.wishes.tolist(), _pairs(people.words)
    wanted = wanted_pay(people, index.params).tolist()
    x, y, earliest = people.x.tolist(), people.y.tolist(), people.earliest.tolist()
    for i in range(len(people)):
        names = {f"d{w // DIVISION}" for w in wishes[i] if w >= 0} or {"d-1"}
        names |= {f"o{w}" for w in wishes[i] if w >= 0} | {f"m{w // 1000}" for w in wishes[i] if w >= 0} | words[i]
        writer.add_document(
            tantivy.Document(row=i, x=x[i], y=y[i], wanted=wanted[i], earliest=earliest[i], t=" ".join(names))
        )
    writer.commit()
    writer.wait_merging_threads()
    store.reload()
    searcher, schema = store.searcher(), store.schema
    Q, Occur = tantivy.Query, tantivy.Occur  # noqa: N806
    whole = tantivy.FieldType.Integer

    def ask(order: Orders, depth: int) -> list[tuple[int, int]]:
        o = {name: int(column[0]) for name, column in order.columns().items() if column.ndim == 1}
        code = o["occupation"]

        def word(text: str, boost: float) -> Any:
            return (
                Occur.Should,
                Q.boost_query(Q.const_score_query(Q.term_query(schema, "t", text, "basic"), 1.0), boost),
            )

        either = Q.boolean_query(
            [(Occur.Should, Q.term_query(schema, "t", t, "basic")) for t in (f"d{code // DIVISION}", "d-1")]
        )
        parts = [(Occur.Must, Q.boost_query(either, 0.0))]
        if o["wage_max"] > 0:
            parts.append((Occur.Must, Q.boost_query(Q.range_query(schema, "wanted", whole, 0, o["wage_max"]), 0.0)))
        if o["start"] >= 0:
            parts.append((Occur.Must, Q.boost_query(Q.range_query(schema, "earliest", whole, -1, o["start"]), 0.0)))
        parts += [word(f"o{code}", 0.4), word(f"m{code // 1000}", 0.3)]
        parts += [word(t, 0.05) for t in _pairs(order.words)[0]]
        for far in (1_000, 3_000, 6_000, 10_000, 20_000):
            near = [
                (Occur.Must, Q.range_query(schema, axis, whole, o[axis] - far, o[axis] + far)) for axis in ("x", "y")
            ]
            parts.append((Occur.Should, Q.boost_query(Q.const_score_query(Q.boolean_query(near), 1.0), 0.2)))
        hits = searcher.search(Q.boolean_query(parts), depth).hits
        found = np.array([searcher.doc(address)["row"][0] for _, address in hits], np.int64)
        if not len(found):
            return []
        ranking = rank_row(Index.build(people.take(np.sort(found)), index.params), order, K, engine="plain")
        return list(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True))

    return [partial(ask, depth=depth) for depth in depths]


def _pairs(words: np.ndarray) -> list[set[str]]:
    """Each signature's bits as words."""
    bits = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")
    row, slot = np.nonzero(bits)
    out: list[set[str]] = [set() for _ in range(len(words))]
    for r, s in zip(row.tolist(), slot.tolist(), strict=True):
        out[r].add(f"p{s}")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--orders", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=10, help="questions in all: orders × rounds (300)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="plain,duckdb,polars,postgresql,tantivy")
    args = parser.parse_args()
    kernels.warm_up()
    people = generate.people(args.people, args.seed)
    index = Index.build(people)
    asked = generate.orders(args.orders, args.seed)
    orders = [asked.take([j]) for j in range(args.orders)]

    def ours(order: Orders) -> list[tuple[int, int]]:
        found = rank_row(index, order, K, counting=False)
        return list(zip(found.ids.tolist(), found.scores.tolist(), strict=True))

    def counted(order: Orders) -> list[tuple[int, int]]:
        found = rank_row(index, order, K)
        return list(zip(found.ids.tolist(), found.scores.tolist(), strict=True))

    def plain(order: Orders) -> list[tuple[int, int]]:
        found = rank_row(index, order, K, engine="plain")
        return list(zip(found.ids.tolist(), found.scores.tolist(), strict=True))

    chosen = set(args.only.split(","))
    rows = postings(people, index)
    with tempfile.TemporaryDirectory(prefix="jobvisit-bench-") as folder:
        peers: dict[str, tuple[Asked, int]] = {
            "ours": (ours, args.rounds),
            "ours, with all counts": (counted, args.rounds),
        }
        makers = {
            "plain": ("our plain engine (NumPy)", 1, lambda: plain),
            "duckdb": ("DuckDB", args.rounds, lambda: duckdb_asks(rows, index)),
            "polars": ("Polars", args.rounds, lambda: polars_asks(rows, index)),
            "postgresql": ("PostgreSQL", args.rounds, lambda: postgresql_asks(rows, index, Path(folder))),
        }
        for name, (title, rounds, make) in makers.items():
            if name in chosen:
                begun = time.perf_counter()
                peers[title] = (make(), rounds)
                print(f"{title}: ready after {time.perf_counter() - begun:.0f} s", flush=True)
        if "tantivy" in chosen:
            depths = (500, 5_000)
            for depth, ask in zip(depths, tantivy_asks(people, index, depths), strict=True):
                peers[f"tantivy, best {depth}, exact re-rank"] = (ask, args.rounds)
        measure(peers, orders)


def measure(peers: dict[str, tuple[Asked, int]], orders: list[Orders]) -> None:
    """Ask everyone every order, in turn, and print the table."""
    truth = [peers["ours"][0](order) for order in orders]
    wall: dict[str, list[float]] = {name: [] for name in peers}
    cpu: dict[str, list[float]] = {name: [] for name in peers}
    right: dict[str, list[float]] = {name: [] for name in peers}
    for turn in range(max(rounds for _, rounds in peers.values())):
        for order, best in zip(orders, truth, strict=True):
            for name, (ask, rounds) in peers.items():
                if turn < rounds:
                    begun, spent = time.perf_counter(), time.process_time()
                    found = ask(order)
                    wall[name].append((time.perf_counter() - begun) * 1e3)
                    cpu[name].append((time.process_time() - spent) * 1e3)
                    same = found == best
                    right[name].append(1.0 if same else len(set(found) & set(best)) / max(1, len(best)) - 1e-9)
    base = float(np.median(wall["ours"]))
    print(f"load {os.getloadavg()[0]:.1f}; {len(orders)} orders")
    print(f"{'':36}{'p50 ms':>10}{'p95 ms':>10}{'cpu p50':>10}{'ratio':>8}{'calls':>7}  equal / recall")
    for name in peers:
        p50, p95 = np.percentile(wall[name], [50, 95])
        exact = all(r == 1.0 for r in right[name])
        told = "equal" if exact else f"recall {np.mean(right[name]):.3f}"
        print(
            f"{name:36}{p50:10.3f}{p95:10.3f}{np.median(cpu[name]):10.3f}{p50 / base:8.1f}{len(wall[name]):7}  {told}"
        )


if __name__ == "__main__":
    main()
