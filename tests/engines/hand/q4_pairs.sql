-- find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d
--
-- Written by hand, the plain way: pairs are made by actor and stretch of three days, and judged one by one.
-- A pair is possible where b(s) - f(m) can lie between one tick and three days, and certain where it always does.
WITH
met AS (
    SELECT actor_ordinal AS actor, event, component, end_lo AS lo, end_hi AS hi,
           status = 'occurred' AND presence = 'reported' AS sure,
           -- The stretches in which a statement can begin that is after it, within three days.
           (end_lo + 288230376151711744 + 1) // 259200000000 AS first,
           (end_hi + 288230376151711744 + 259200000000) // 259200000000 AS last
    FROM participants
    WHERE kind = 'meeting' AND part = 'participant' AND nth = 0 AND presence <> 'denied'
      AND status IN ('occurred', 'alleged')
),
said AS (
    SELECT actor_ordinal AS actor, event, component, begin_lo AS lo, begin_hi AS hi,
           status = 'occurred' AND presence = 'reported' AS sure,
           (begin_lo + 288230376151711744) // 259200000000 AS first,
           (begin_hi + 288230376151711744) // 259200000000 AS last
    FROM participants
    WHERE kind = 'statement' AND part = 'by' AND nth = 0 AND presence <> 'denied'
      AND status IN ('occurred', 'alleged')
),
-- What lies in few stretches stands in each of them; the others, and what has no bound, meet all of their actor.
met_in AS (SELECT *, unnest(range(first, last + 1)) AS stretch FROM met WHERE last - first < 8),
said_in AS (SELECT *, unnest(range(first, last + 1)) AS stretch FROM said WHERE last - first < 8),
met_wide AS (SELECT * FROM met WHERE (last - first < 8) IS NOT TRUE),
said_wide AS (SELECT * FROM said WHERE (last - first < 8) IS NOT TRUE),
apart AS (
    SELECT m.sure AND s.sure AND s.lo - m.hi >= 1 AND s.hi - m.lo <= 259200000000 AS certain
    FROM met_in m JOIN said_in s USING (actor, stretch)
    WHERE stretch = greatest(m.first, s.first) AND s.hi - m.lo >= 1 AND s.lo - m.hi <= 259200000000
      AND (m.component = s.component) IS NOT TRUE
    UNION ALL
    SELECT coalesce(m.sure AND s.sure AND s.lo - m.hi >= 1 AND s.hi - m.lo <= 259200000000, false)
    FROM met_wide m JOIN said s USING (actor)
    WHERE (s.hi - m.lo >= 1) IS NOT FALSE AND (s.lo - m.hi <= 259200000000) IS NOT FALSE
      AND (m.component = s.component) IS NOT TRUE
    UNION ALL
    SELECT coalesce(m.sure AND s.sure AND s.lo - m.hi >= 1 AND s.hi - m.lo <= 259200000000, false)
    FROM (SELECT * FROM met WHERE last - first < 8) m JOIN said_wide s USING (actor)
    WHERE (s.hi - m.lo >= 1) IS NOT FALSE AND (s.lo - m.hi <= 259200000000) IS NOT FALSE
      AND (m.component = s.component) IS NOT TRUE
),
-- Of one component: b(s) - f(m) is also bounded by the distances of the two; `least` returns what is not null.
together AS (
    SELECT m.sure AND s.sure AS sure, greatest(s.lo - m.hi, -back.bf) AS lo, least(s.hi - m.lo, forth.fb) AS hi
    FROM met m JOIN said s USING (actor, component)
    LEFT JOIN distances forth ON forth.x = m.event AND forth.y = s.event
    LEFT JOIN distances back ON back.x = s.event AND back.y = m.event
),
judged AS (
    SELECT certain FROM apart
    UNION ALL
    SELECT coalesce(sure AND lo >= 1 AND hi <= 259200000000, false) FROM together
    WHERE (hi >= 1) IS NOT FALSE AND (lo <= 259200000000) IS NOT FALSE
)
SELECT count(*) FILTER (certain) AS certain, count(*) FILTER (NOT certain) AS possible FROM judged;
