"""`make bench`: scores CITY_2023 with our engine beside the best hand-written SQL, on PostgreSQL.

    python -m tests.bench [--full] [--only city province nation] [--repeats 7]

Each scale gets a throw-away database of its own (`test_…`, made by the migrations, dropped at the end).
The exit status is 1 when the answers differ or a target is missed.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria import scoring
from criteria.actions.snapshots import take_snapshots
from criteria.queries.scores import ScoreReader
from criteria.sets import CITY_2023
from law.actions.rules import load_rules
from tests.bench import checks, data, hand
from tests.bench.data import DAY, EARLIER, FULL, SCALES, Scale
from tests.bench.table import Outcome, is_good, show
from tests.bench.timing import race
from wards.models import Ward

#: What a deployment on SSDs with enough memory sets; both sides run under it. Parallel workers
#: are for the nation: on a server with several readers they cost a page of 100 ms more than they save.
SETTINGS = {
    "random_page_cost": "1.1",
    "effective_cache_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "2",
    "parallel_setup_cost": "20000",
}


def main() -> int:
    options = arguments()
    if connection.vendor != "postgresql":
        sys.exit("The benchmark needs PostgreSQL: run `make bench`.")
    begun = time.perf_counter()
    scales = [*SCALES[:2], FULL] if options.full else SCALES
    chosen = [scale for scale in scales if not options.only or scale.name in options.only]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    outcomes = [measured(scale, options.repeats) for scale in chosen]
    show(outcomes, server(), SETTINGS, time.perf_counter() - begun)
    return 0 if is_good(outcomes) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--full", action="store_true", help="the nation's 28 million households")
    parser.add_argument("--only", nargs="*", choices=[scale.name for scale in (*SCALES, FULL)])
    parser.add_argument("--repeats", type=int, default=9, help="of each side, at least 5")
    return parser.parse_args()


def measured(scale: Scale, repeats: int) -> Outcome:
    """Load the scale, time it, check it."""
    with own_database(scale):
        loading = load(scale)
        by_hand = {way: partial(hand.answer, way, DAY) for way in hand.STATEMENTS}
        engine, new_day, *ways = race(
            our_answer, our_answer_anew, *by_hand.values(), repeats=repeats
        )
        snapshot, one_ward = race(stored_answer(), ward_answer(scale), repeats=repeats)
        timed = dict(zip(by_hand, ways, strict=True))
        way = min(timed, key=lambda name: timed[name].ms)
        return Outcome(
            scale,
            loading,
            engine,
            new_day,
            timed[way],
            way,
            snapshot,
            one_ward,
            statements(),
            is_equal=all(agree(way, day) for way in by_hand for day in (DAY, EARLIER)),
        )


def load(scale: Scale) -> float:
    """Seconds of loading; refuses data that break a rule of the product."""
    begun = time.perf_counter()
    data.fill_database(scale)
    seconds = time.perf_counter() - begun
    if broken := checks.broken_rules():
        sys.exit(f"The generated rows break: {', '.join(broken)}")
    load_rules()
    print(f"{scale.name}: {scale.households:,} households loaded in {seconds:.0f} s", flush=True)
    return seconds


@contextmanager
def own_database(scale: Scale) -> Iterator[None]:
    """A copy of the empty, migrated database under the settings of a deployment."""
    suffix, template = scale.name.replace(", ", "_"), connection.settings_dict["NAME"]
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    connection.close()
    connection.settings_dict["NAME"] = f"{template}_{suffix}"
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute(f"SET {name} = '{value}'")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = template
        connection.creation.destroy_test_db(template, verbosity=0, suffix=suffix)


def our_answer(day=DAY):
    return scoring.score(day, CITY_2023)


def our_answer_anew():
    scoring._statement.cache_clear()
    return our_answer()


def stored_answer():
    take_snapshots(days=[DAY], criteria_set=CITY_2023)
    return lambda: ScoreReader(Ward.objects.all(), {CITY_2023: [DAY]}).on(DAY, CITY_2023)


def ward_answer(scale):
    ward = Ward.objects.filter(pk=scale.wards // 2)
    return lambda: scoring.score(DAY, CITY_2023, ward)


def statements() -> int:
    with CaptureQueriesContext(connection) as captured:
        our_answer()
    return len(captured)


def agree(way, day) -> bool:
    """The same people, numerators, denominators, gaps and verdicts in every ward."""
    ours = {one.ward.pk: (one.people, *map(facts, one.results)) for one in our_answer(day)}
    theirs = {
        row[0]: (row[3], *(tuple(row[first : first + 4]) for first in range(4, len(row), 4)))
        for row in hand.answer(way, day)
    }
    return ours == theirs


def facts(result):
    m = result.measurement
    return m.numerator, m.denominator, m.missing, str(result.verdict)


def server() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version(), current_setting('shared_buffers')")
        version, buffers = cursor.fetchone()
    return f"{version.split(' (')[0]}, shared_buffers {buffers}"


if __name__ == "__main__":
    sys.exit(main())
