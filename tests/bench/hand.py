"""The best SQL that a person would write for CITY_2023: one statement, verdicts included.

The rules are those of criteria/rules, said a second time: households and pledges are counted apart, each
by its covering index; people are joined to their dossiers once; everything is folded into wards by
one pass over the placements of the day. There are two ways to fold, and the faster one counts.
"""

from datetime import date

from django.db import connection

from criteria.criterion import NEAR_PERCENT

#: Two ways to fold the counts into wards. Joins suit few groups; with many, PostgreSQL runs a union in parallel.
_JOINED = """folded AS (
    SELECT l.ward_id,
        count(*)::int AS places,
        count(*) FILTER (WHERE g.kind <> 'khac')::int AS groups,
        sum(households.n) FILTER (WHERE g.kind <> 'khac') AS households,
        count(households.n) FILTER (WHERE g.kind <> 'khac')::int AS seen,
        sum(pledges.n) FILTER (WHERE g.kind <> 'khac') AS pledges,
        sum(papers.n) FILTER (WHERE g.kind <> 'khac') AS declared,
        count(boxes.group_id) FILTER (WHERE g.kind <> 'khac')::int AS boxes,
        count(boards.group_id) FILTER (WHERE g.kind <> 'khac')::int AS boards,
        sum(hotspots.n) AS hotspots, sum(suspicions.n) AS suspicions, sum(managed) AS managed,
        sum(addicts) AS addicts, sum(addicts_filed) AS addicts_filed,
        sum(present) AS present, sum(present_filed) AS present_filed,
        sum(rehab) AS rehab, sum(rehab_filed) AS rehab_filed
    FROM wards_groupplacement l
    JOIN wards_neighbourhoodgroup g ON g.id = l.group_id
    LEFT JOIN households USING (group_id) LEFT JOIN pledges USING (group_id) LEFT JOIN people USING (group_id)
    LEFT JOIN hotspots USING (group_id) LEFT JOIN suspicions USING (group_id)
    LEFT JOIN boxes USING (group_id) LEFT JOIN boards USING (group_id) LEFT JOIN papers USING (group_id)
    WHERE l.valid_from <= %(day)s AND l.valid_to > %(day)s
    GROUP BY l.ward_id),
"""
_STACKED = """stacked AS (
    SELECT group_id, 1 AS what, n AS a, 1 AS b, 0 AS c, 0 AS d, 0 AS e, 0 AS f, 0 AS g FROM households
    UNION ALL SELECT group_id, 2, n, 0, 0, 0, 0, 0, 0 FROM pledges
    UNION ALL SELECT group_id, 3, managed, addicts, addicts_filed, present, present_filed, rehab, rehab_filed
        FROM people
    UNION ALL SELECT group_id, 4, n, 0, 0, 0, 0, 0, 0 FROM hotspots
    UNION ALL SELECT group_id, 5, n, 0, 0, 0, 0, 0, 0 FROM suspicions
    UNION ALL SELECT group_id, 6, 1, 0, 0, 0, 0, 0, 0 FROM boxes
    UNION ALL SELECT group_id, 7, 1, 0, 0, 0, 0, 0, 0 FROM boards
    UNION ALL SELECT group_id, 9, n, 0, 0, 0, 0, 0, 0 FROM papers
    UNION ALL SELECT id, 8, 1, (kind <> 'khac')::int, 0, 0, 0, 0, 0 FROM wards_neighbourhoodgroup),
by_what AS (
    SELECT l.ward_id, what, sum(a) AS a, sum(b) AS b, sum(c) AS c, sum(d) AS d, sum(e) AS e, sum(f) AS f, sum(g) AS g
    FROM stacked JOIN wards_groupplacement l USING (group_id)
    WHERE l.valid_from <= %(day)s AND l.valid_to > %(day)s
        AND NOT (what IN (1, 2, 6, 7, 9) AND group_id IN (SELECT id FROM wards_neighbourhoodgroup WHERE kind = 'khac'))
    GROUP BY l.ward_id, what),
folded AS (
    SELECT ward_id,
        max(a) FILTER (WHERE what = 8) AS places, max(b) FILTER (WHERE what = 8) AS groups,
        max(a) FILTER (WHERE what = 1) AS households, max(b) FILTER (WHERE what = 1) AS seen,
        max(a) FILTER (WHERE what = 2) AS pledges, max(a) FILTER (WHERE what = 9) AS declared,
        max(a) FILTER (WHERE what = 6) AS boxes, max(a) FILTER (WHERE what = 7) AS boards,
        max(a) FILTER (WHERE what = 4) AS hotspots, max(a) FILTER (WHERE what = 5) AS suspicions,
        max(a) FILTER (WHERE what = 3) AS managed,
        max(b) FILTER (WHERE what = 3) AS addicts, max(c) FILTER (WHERE what = 3) AS addicts_filed,
        max(d) FILTER (WHERE what = 3) AS present, max(e) FILTER (WHERE what = 3) AS present_filed,
        max(f) FILTER (WHERE what = 3) AS rehab, max(g) FILTER (WHERE what = 3) AS rehab_filed
    FROM by_what GROUP BY ward_id),
"""
_SQL = """
WITH
terms AS (
    SELECT
        coalesce(%(day)s - max(value) FILTER (WHERE key = 'box_check_validity') + 1, '0001-01-01') AS oldest_box,
        coalesce(%(day)s - max(value) FILTER (WHERE key = 'board_check_validity') + 1, '0001-01-01') AS oldest_board
    FROM law_legalrule WHERE valid_from <= %(day)s AND valid_to > %(day)s),
households AS (
    SELECT group_id, count(*)::int AS n FROM pledges_household
    WHERE valid_from <= %(day)s AND valid_to > %(day)s GROUP BY group_id),
pledges AS (
    SELECT group_id, count(*)::int AS n FROM pledges_pledge
    WHERE valid_from <= %(day)s AND valid_to > %(day)s GROUP BY group_id),
people AS (
    SELECT r.group_id,
        count(*)::int AS managed,
        count(*) FILTER (WHERE s.status = 'addict')::int AS addicts,
        count(m.id) FILTER (WHERE s.status = 'addict')::int AS addicts_filed,
        count(*) FILTER (WHERE s.status = 'addict' AND a.id IS NULL)::int AS present,
        count(t.id) FILTER (WHERE s.status = 'addict' AND a.id IS NULL)::int AS present_filed,
        count(*) FILTER (WHERE s.status = 'post_rehab')::int AS rehab,
        count(p.id) FILTER (WHERE s.status = 'post_rehab')::int AS rehab_filed
    FROM cases_statusperiod s
    JOIN cases_residence r ON r.person_id = s.person_id AND r.valid_from <= %(day)s AND r.valid_to > %(day)s
    LEFT JOIN cases_dossier m ON m.person_id = s.person_id AND m.kind = 'management' AND s.status = 'addict'
        AND m.valid_from <= %(day)s AND m.valid_to > %(day)s
    LEFT JOIN cases_dossier t ON t.person_id = s.person_id AND t.kind = 'treatment' AND s.status = 'addict'
        AND t.valid_from <= %(day)s AND t.valid_to > %(day)s
    LEFT JOIN cases_dossier p ON p.person_id = s.person_id AND p.kind = 'post_rehab' AND s.status = 'post_rehab'
        AND p.valid_from <= %(day)s AND p.valid_to > %(day)s
    LEFT JOIN cases_absence a ON a.person_id = s.person_id AND a.valid_from <= %(day)s AND a.valid_to > %(day)s
    WHERE s.valid_from <= %(day)s AND s.valid_to > %(day)s AND s.status IN %(managed)s
    GROUP BY r.group_id),
hotspots AS (
    SELECT h.group_id, count(*)::int AS n FROM incidents_hotspotperiod p JOIN incidents_hotspot h ON h.id = p.hotspot_id
    WHERE p.state = 'verified' AND p.valid_from <= %(day)s AND p.valid_to > %(day)s GROUP BY h.group_id),
suspicions AS (
    SELECT group_id, count(*)::int AS n FROM incidents_suspicion
    WHERE valid_from <= %(day)s AND valid_to > %(day)s GROUP BY group_id),
boxes AS (
    SELECT DISTINCT b.group_id FROM pledges_boxcheck c JOIN pledges_tipbox b ON b.id = c.box_id
    WHERE c.is_working AND c.valid_from <= %(day)s AND c.valid_to > %(day)s
        AND c.valid_from >= (SELECT oldest_box FROM terms) AND b.valid_from <= %(day)s AND b.valid_to > %(day)s),
boards AS (
    SELECT DISTINCT b.group_id FROM pledges_boardinspection c JOIN pledges_hotlineboard b ON b.id = c.board_id
    WHERE c.is_legible AND c.valid_from <= %(day)s AND c.valid_to > %(day)s
        AND c.valid_from >= (SELECT oldest_board FROM terms) AND b.valid_from <= %(day)s AND b.valid_to > %(day)s),
papers AS (
    SELECT DISTINCT ON (group_id) group_id, households AS n FROM wards_populationfigure
    WHERE group_id IS NOT NULL AND households IS NOT NULL AND counted_on <= %(day)s
    ORDER BY group_id, counted_on DESC),
{folded}declared AS (
    SELECT DISTINCT ON (ward_id) ward_id, households, groups FROM wards_populationfigure
    WHERE ward_id IS NOT NULL AND counted_on <= %(day)s ORDER BY ward_id, counted_on DESC),
known AS (
    SELECT w.id, w.code, w.name,
        coalesce(places, 0) > 0 AS has_places, coalesce(f.groups, 0) > 0 AS has_groups,
        coalesce(hotspots, 0) AS c1, coalesce(suspicions, 0) AS c2,
        coalesce(addicts_filed, 0) AS n3, coalesce(addicts, 0) AS d3,
        coalesce(present_filed, 0) AS n4, coalesce(present, 0) AS d4,
        coalesce(rehab_filed, 0) AS n5, coalesce(rehab, 0) AS d5,
        coalesce(pledges, 0) AS n6, coalesce(greatest(f.households, d.households, f.declared), 0) AS d6,
        greatest(coalesce(d.groups, 0), coalesce(f.groups, 0)) - coalesce(seen, 0) AS m6,
        coalesce(boxes, 0) AS n7, coalesce(boards, 0) AS n8, coalesce(f.groups, 0) AS d7,
        greatest(coalesce(d.groups, 0) - coalesce(f.groups, 0), 0) AS m7,
        coalesce(managed, 0) AS managed
    FROM wards_ward w LEFT JOIN folded f ON f.ward_id = w.id LEFT JOIN declared d ON d.ward_id = w.id
    WHERE w.valid_from <= %(day)s AND w.valid_to > %(day)s)
SELECT id, code, name, managed,
    c1, NULL, 0, {zero1}, c2, NULL, 0, {zero2},
    n3, d3, 0, {ratio3}, n4, d4, 0, {ratio4}, n5, d5, 0, {ratio5},
    n6, d6, m6, {ratio6}, n7, d7, m7, {ratio7}, n8, d7, m7, {ratio8}
FROM known ORDER BY name, id
"""


def _zero(count: str) -> str:
    return f"CASE WHEN NOT has_places THEN 'no_data' WHEN {count} > 0 THEN 'missed' ELSE 'met' END"


def _ratio(part: str, whole: str, missing: str = "0", asked: str = "has_places") -> str:
    return (
        f"CASE WHEN NOT {asked} OR {missing} > 0 THEN 'no_data' WHEN {part} >= {whole} THEN 'met' "
        f"WHEN {part} * 100 >= {whole} * {NEAR_PERCENT} THEN 'near' ELSE 'missed' END"
    )


_VERDICTS = {
    "zero1": _zero("c1"),
    "zero2": _zero("c2"),
    "ratio3": _ratio("n3", "d3"),
    "ratio4": _ratio("n4", "d4"),
    "ratio5": _ratio("n5", "d5"),
    "ratio6": _ratio("n6", "d6", "m6", "has_groups"),
    "ratio7": _ratio("n7", "d7", "m7", "has_groups"),
    "ratio8": _ratio("n8", "d7", "m7", "has_groups"),
}
STATEMENTS = {
    "joins": _SQL.format(folded=_JOINED, **_VERDICTS),
    "union": _SQL.format(folded=_STACKED, **_VERDICTS),
}
_MANAGED = ("suspected_use", "illegal_use", "addict", "post_rehab")


def answer(way: str, day: date) -> list[tuple]:
    """One row per ward as the database sends it, by one of the STATEMENTS."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[way], {"day": day, "managed": _MANAGED})
        return cursor.fetchall()
