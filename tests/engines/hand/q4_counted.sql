-- find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d
--
-- Written by hand to be fast: pairs are counted without being made. Let a meeting end in [lo, hi], a statement begin in [LO, HI], and
-- W be three days. For two events that no claims connect
--   possible:  lo < HI, but not hi < LO - W, which would be too late altogether and implies lo < HI;
--   certain:   hi < LO, but not lo < HI - W, which may be too late.
-- Each of the four is a number of pairs x < y, which running sums over the ticks of an actor in order give. The last one
-- also takes away pairs that were not there, with hi >= LO: both windows together are then at least W wide. They are few, and are
-- made. So are the pairs within one component, whose distances say more than their windows.
WITH
met AS (
    SELECT CAST(actor_ordinal AS INTEGER) AS actor, event, component,
           coalesce(end_lo, -288231475663339520) AS lo, coalesce(end_hi, 288231475663339520) AS hi,
           status = 'occurred' AND presence = 'reported' AS sure,
           -- A window of W or more leaves nothing certain.
           status = 'occurred' AND presence = 'reported' AND coalesce(end_hi - end_lo < 259200000000, false) AS narrow
    FROM participants
    WHERE kind = 'meeting' AND part = 'participant' AND nth = 0 AND presence <> 'denied'
      AND status IN ('occurred', 'alleged')
),
said AS (
    SELECT CAST(actor_ordinal AS INTEGER) AS actor, event, component,
           coalesce(begin_lo, -288231475663339520) AS lo, coalesce(begin_hi, 288231475663339520) AS hi,
           status = 'occurred' AND presence = 'reported' AS sure,
           status = 'occurred' AND presence = 'reported' AND coalesce(begin_hi - begin_lo < 259200000000, false) AS narrow
    FROM participants
    WHERE kind = 'statement' AND part = 'by' AND nth = 0 AND presence <> 'denied'
      AND status IN ('occurred', 'alleged')
),
-- Two lists for each actor: by lo and HI, and by hi and LO. The last three bits say what a tick is of, so that at one tick
-- statements come first: 0 a statement and 1 a narrow one, both of which count what stands before them; 4 a meeting, 5 a narrow one.
ticks AS (
    SELECT actor * 2 AS list, lo * 8 + 4 + CAST(narrow AS BIGINT) AS tick FROM met
    UNION ALL SELECT actor * 2 + 1, hi * 8 + 4 + CAST(narrow AS BIGINT) FROM met
    UNION ALL SELECT actor * 2, hi * 8 FROM said
    UNION ALL SELECT actor * 2, (hi - 259200000000) * 8 + 1 FROM said WHERE narrow
    UNION ALL SELECT actor * 2 + 1, (lo - 259200000000) * 8 FROM said
    UNION ALL SELECT actor * 2 + 1, lo * 8 + 1 FROM said WHERE narrow
),
-- Sums over everything in order are kept up row by row here, which partitions by list are not; what lists before had is taken off.
running AS (
    SELECT list, tick & 7 AS what,
           sum(CAST(tick & 7 >= 4 AS INTEGER)) OVER (ROWS UNBOUNDED PRECEDING) AS before,
           sum(CAST(tick & 7 = 5 AS INTEGER)) OVER (ROWS UNBOUNDED PRECEDING) AS narrow_before
    FROM (SELECT list, tick FROM ticks ORDER BY list, tick)
),
of_list AS (
    SELECT list & 1 AS by_hi,
           sum(before) FILTER (what = 0)
               - count(*) FILTER (what = 0) * min(before - CAST(what >= 4 AS INTEGER)) AS any_below,
           sum(narrow_before) FILTER (what = 1)
               - count(*) FILTER (what = 1) * min(narrow_before - CAST(what = 5 AS INTEGER)) AS narrow_below
    FROM running GROUP BY list
),
by_windows AS (
    SELECT coalesce(sum(CASE WHEN by_hi = 1 THEN narrow_below ELSE -narrow_below END), 0) AS certain,
           coalesce(sum(CASE WHEN by_hi = 1 THEN -any_below ELSE any_below END), 0) AS possible
    FROM of_list
),
-- Taken away though not there: at least one window of half of W or more, and the other makes up for the rest.
wide_met AS (
    SELECT *, hi - lo AS width, unnest(range((lo + 288230376151711744) // 259200000000,
                                             (hi + 288230376151711744) // 259200000000 + 1)) AS stretch
    FROM met WHERE narrow AND hi - lo >= 16200000000
),
wide_said AS (
    SELECT *, hi - lo AS width, unnest(range((lo + 288230376151711744) // 259200000000,
                                             (hi + 288230376151711744) // 259200000000 + 1)) AS stretch
    FROM said WHERE narrow AND hi - lo >= 16200000000
),
tiny_met AS (
    SELECT *, unnest(range((lo + 288230376151711744) // 259200000000,
                           (hi + 288230376151711744) // 259200000000 + 1)) AS stretch
    FROM met WHERE narrow AND hi - lo < 16200000000
),
tiny_said AS (
    SELECT *, unnest(range((lo + 288230376151711744) // 259200000000,
                           (hi + 288230376151711744) // 259200000000 + 1)) AS stretch
    FROM said WHERE narrow AND hi - lo < 16200000000
),
not_there AS (
    SELECT m.lo AS m_lo, m.hi AS m_hi, s.lo AS s_lo, s.hi AS s_hi, stretch
    FROM wide_met m JOIN wide_said s USING (actor, stretch) WHERE m.width >= 129600000000
    UNION ALL
    SELECT m.lo, m.hi, s.lo, s.hi, stretch
    FROM wide_met m JOIN wide_said s USING (actor, stretch) WHERE m.width < 129600000000 AND s.width >= 129600000000
    UNION ALL
    SELECT m.lo, m.hi, s.lo, s.hi, stretch
    FROM wide_met m JOIN tiny_said s USING (actor, stretch) WHERE m.width >= 243000000000
    UNION ALL
    SELECT m.lo, m.hi, s.lo, s.hi, stretch
    FROM tiny_met m JOIN wide_said s USING (actor, stretch) WHERE s.width >= 243000000000
),
put_back AS (
    SELECT count(*) AS certain FROM not_there
    WHERE m_lo < s_hi - 259200000000 AND m_hi >= s_lo
      -- Where both begin in other stretches than this one, the pair is met there, too.
      AND stretch = (greatest(m_lo, s_lo) + 288230376151711744) // 259200000000
),
-- What distances say less what windows say; `least` and `greatest` return what is not null.
together AS (
    SELECT m.sure AND s.sure AS sure, s.lo - m.hi AS lo, s.hi - m.lo AS hi,
           greatest(s.lo - m.hi, -back.bf) AS true_lo, least(s.hi - m.lo, forth.fb) AS true_hi
    FROM met m JOIN said s USING (actor, component)
    LEFT JOIN distances forth ON forth.x = m.event AND forth.y = s.event
    LEFT JOIN distances back ON back.x = s.event AND back.y = m.event
),
corrected AS (
    SELECT count(*) FILTER (sure AND true_lo >= 1 AND true_hi <= 259200000000)
               - count(*) FILTER (sure AND lo >= 1 AND hi <= 259200000000) AS certain,
           count(*) FILTER (true_hi >= 1 AND true_lo <= 259200000000)
               - count(*) FILTER (hi >= 1 AND lo <= 259200000000) AS possible
    FROM together
),
-- `possible` in all, so far.
whole AS (
    SELECT by_windows.certain + put_back.certain + corrected.certain AS certain,
           by_windows.possible + corrected.possible AS possible
    FROM by_windows, put_back, corrected
)
SELECT CAST(certain AS BIGINT) AS certain, CAST(possible - certain AS BIGINT) AS possible FROM whole;
