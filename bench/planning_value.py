"""Is the value of a visit true? Simulated districts whose truth is known; with learning and without.

    python bench/planning_value.py [--districts 20] [--firms 714] [--visits 160] [--rounds 8]

Each district draws industry and size effects and a rate for each firm; a round visits the firms of highest value (5 %
explored) and sees their orders. After each round: rank correlation (Spearman) of the value with the true expected
hires over all firms, hires found so far, and at the end the calibration of the chance of an order (deciles).
"""

import argparse
import math
import random
import statistics

from jobvisit.engines.planning import value
from jobvisit.engines.planning.value import Factor, Firm, Result

INDUSTRIES, SIZES, HORIZON = "care food shop office metal build trade bus".split(), ("small", "middle", "large"), 0.25


def district(rng, count):
    industry = {one: rng.lognormvariate(0, 0.6) for one in INDUSTRIES}
    size = dict(zip(SIZES, (0.6, 1.0, 2.0), strict=True))
    firms, truth = [], {}
    for n in range(count):
        one, other = rng.choice(INDUSTRIES), rng.choices(SIZES, (5, 3, 1))[0]
        firm = Firm(f"F{n:04d}", one, other, fitting=rng.randrange(0, 15))
        rate = 0.6 * industry[one] * size[other] * rng.gammavariate(1.2, 1 / 1.2)
        fill = min(0.95, 0.35 * 2 * firm.fitting / (firm.fitting + 3.0))
        firms.append(firm)
        truth[firm.id] = (rate, 1 - math.exp(-rate * HORIZON), fill)
    return firms, truth


def spearman(one, other):
    def ranks(values):
        order = sorted(range(len(values)), key=lambda n: values[n])
        rank = [0.0] * len(values)
        start = 0
        while start < len(order):
            end = start
            while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
                end += 1
            for k in range(start, end + 1):
                rank[order[k]] = (start + end) / 2
            start = end + 1
        return rank

    return statistics.correlation(ranks(one), ranks(other))


def poisson(rng, mean):
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def run(seed, args, learning):
    rng = random.Random(seed)
    firms, truth = district(rng, args.firms)
    results, found, curve = [], 0.0, []
    for number in range(args.rounds):
        potential = value.learn(results if learning else [])
        worths = value.explore([value.value(firm, potential) for firm in firms], share=0.05, seed=seed + number)
        first = sorted(range(len(firms)), key=lambda n: (-worths[n].value, n))[: args.visits]
        for n in first:
            rate, _, fill = truth[firms[n].id]
            orders = poisson(rng, rate * HORIZON)
            openings = sum(1 + (rng.random() < 0.6) for _ in range(orders))
            hires = sum(rng.random() < fill for _ in range(openings))
            found += hires
            results.append(Result(firms[n].id, (firms[n].industry, firms[n].size), HORIZON, orders, openings, hires))
        now = value.learn(results if learning else [])
        guess = [value.value(firm, now) for firm in firms]
        true = [truth[firm.id][1] * 1.6 * truth[firm.id][2] for firm in firms]
        curve.append(spearman([w.value for w in guess], true))
    pairs = [(w.factor(Factor.ORDER_CHANCE), truth[firm.id][1]) for w, firm in zip(guess, firms, strict=True)]
    return curve, found, pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--districts", type=int, default=20)
    parser.add_argument("--firms", type=int, default=714)
    parser.add_argument("--visits", type=int, default=160)
    parser.add_argument("--rounds", type=int, default=8)
    args = parser.parse_args()
    hires = {}
    for learning in (False, True):
        runs = [run(seed, args, learning) for seed in range(args.districts)]
        hires[learning] = [found for _, found, _ in runs]
        curve = [statistics.median(curve[k] for curve, _, _ in runs) for k in range(args.rounds)]
        print("with learning" if learning else "without learning")
        print("  rank correlation by round:", " ".join(f"{one:.2f}" for one in curve))
        print(f"  hires in {args.rounds} rounds, median: {statistics.median(hires[learning]):.0f}")
        pairs = sorted(pair for *_, pairs in runs for pair in pairs)
        print("  chance of an order, said / true by decile:", end="")
        for tenth in range(10):
            part = pairs[len(pairs) * tenth // 10 : len(pairs) * (tenth + 1) // 10]
            print(f"  {statistics.mean(p for p, _ in part):.2f}/{statistics.mean(t for _, t in part):.2f}", end="")
        print()
    ratio = statistics.median(b / a for a, b in zip(hires[False], hires[True], strict=True))
    print(f"hires with learning / without, median of paired districts: {ratio:.2f}")


if __name__ == "__main__":
    main()
