-- find count where meeting ?m with a0, ?y and meeting ?n with ?y, ?z and statement ?s by ?z
--   and ?m before ?n within 7d and ?n before ?s within 2d
--
-- Written by hand. Pairs that can lie near each other are joined by stretches of time, seven days for meetings and two for statements; what
-- lies in more than eight stretches, or has no bound, meets all of its actor. Bounds that are missing are 2^60, so that
-- sums of them stay in range and comparisons with them come out as they should.
WITH
met AS (
    SELECT actor_ordinal AS actor, event_ordinal AS ordinal, event, component,
           coalesce(begin_lo, -1152921504606846976) AS b_lo, coalesce(begin_hi, 1152921504606846976) AS b_hi,
           coalesce(end_lo, -1152921504606846976) AS f_lo, coalesce(end_hi, 1152921504606846976) AS f_hi,
           least AS shortest, coalesce(most, 1152921504606846976) AS longest,
           status = 'occurred' AND presence = 'reported' AS sure
    FROM participants
    WHERE kind = 'meeting' AND part = 'participant' AND nth = 0 AND presence <> 'denied'
      AND status IN ('occurred', 'alleged')
),
said AS (
    SELECT actor_ordinal AS actor, event, component,
           coalesce(begin_lo, -1152921504606846976) AS b_lo, coalesce(begin_hi, 1152921504606846976) AS b_hi,
           status = 'occurred' AND presence = 'reported' AS sure,
           (b_lo + 2305843009213693952) // 172800000000 AS first,
           (b_hi + 2305843009213693952) // 172800000000 AS last
    FROM participants
    WHERE kind = 'statement' AND part = 'by' AND nth = 0 AND presence <> 'denied'
      AND status IN ('occurred', 'alleged')
),
m AS (
    SELECT y.actor AS y, m.event AS m, m.component AS m_component, m.f_lo AS m_lo, m.f_hi AS m_hi, m.sure AND y.sure AS sure,
           (m.f_lo + 1 + 2305843009213693952) // 604800000000 AS first,
           (m.f_hi + 604800000000 + 2305843009213693952) // 604800000000 AS last
    FROM met m JOIN met y USING (ordinal)
    WHERE m.actor = (SELECT ordinal FROM actors WHERE key = 'a0') AND y.actor <> m.actor
),
n AS (
    SELECT *, (b_lo + 2305843009213693952) // 604800000000 AS first,
           (b_hi + 2305843009213693952) // 604800000000 AS last
    FROM met WHERE actor IN (SELECT y FROM m)
),
m_in AS (SELECT *, unnest(range(first, last + 1)) AS stretch FROM m WHERE last - first < 8),
n_in AS (SELECT *, unnest(range(first, last + 1)) AS stretch FROM n WHERE last - first < 8),
near_n AS (
    SELECT m.* EXCLUDE (first, last, stretch, sure), n.* EXCLUDE (actor, first, last, stretch, sure), m.sure AND n.sure AS sure
    FROM m_in m JOIN n_in n ON n.actor = m.y AND n.stretch = m.stretch AND n.stretch = greatest(m.first, n.first)
    WHERE n.b_hi - m.m_lo >= 1 AND n.b_lo - m.m_hi <= 604800000000
    UNION ALL
    SELECT m.* EXCLUDE (first, last, sure), n.* EXCLUDE (actor, first, last, sure), m.sure AND n.sure
    FROM (SELECT * FROM m WHERE last - first >= 8) m JOIN n ON n.actor = m.y
    WHERE n.b_hi - m.m_lo >= 1 AND n.b_lo - m.m_hi <= 604800000000 AND n.event <> m.m
    UNION ALL
    SELECT m.* EXCLUDE (first, last, sure), n.* EXCLUDE (actor, first, last, sure), m.sure AND n.sure
    FROM (SELECT * FROM m WHERE last - first < 8) m JOIN (SELECT * FROM n WHERE last - first >= 8) n ON n.actor = m.y
    WHERE n.b_hi - m.m_lo >= 1 AND n.b_lo - m.m_hi <= 604800000000
),
mn AS (
    SELECT a.* EXCLUDE (sure), z.actor AS z, a.sure AND z.sure AS sure,
           (f_lo + 1 + 2305843009213693952) // 172800000000 AS first,
           (f_hi + 172800000000 + 2305843009213693952) // 172800000000 AS last,
           a.sure AND z.sure AND a.b_lo - m_hi >= 1 AND a.b_hi - m_lo <= 604800000000 AS certain
    FROM near_n a JOIN (SELECT ordinal, actor, sure FROM met) z USING (ordinal)
    WHERE z.actor <> a.y AND a.event <> a.m
),
mn_in AS (SELECT *, unnest(range(first, last + 1)) AS stretch FROM mn WHERE last - first < 8),
said_in AS (SELECT *, unnest(range(first, last + 1)) AS stretch FROM said WHERE last - first < 8),
triples AS (
    SELECT a.* EXCLUDE (first, last, stretch), s.event AS s, s.component AS s_component, s.b_lo AS s_lo, s.b_hi AS s_hi, s.sure AS s_sure
    FROM mn_in a JOIN said_in s ON s.actor = a.z AND s.stretch = a.stretch AND s.stretch = greatest(a.first, s.first)
    WHERE s.b_hi - a.f_lo >= 1 AND s.b_lo - a.f_hi <= 172800000000
    UNION ALL
    SELECT a.* EXCLUDE (first, last), s.event, s.component, s.b_lo, s.b_hi, s.sure
    FROM (SELECT * FROM mn WHERE last - first >= 8) a JOIN said s ON s.actor = a.z
    WHERE s.b_hi - a.f_lo >= 1 AND s.b_lo - a.f_hi <= 172800000000
    UNION ALL
    SELECT a.* EXCLUDE (first, last), s.event, s.component, s.b_lo, s.b_hi, s.sure
    FROM (SELECT * FROM mn WHERE last - first < 8) a JOIN (SELECT * FROM said WHERE last - first >= 8) s ON s.actor = a.z
    WHERE s.b_hi - a.f_lo >= 1 AND s.b_lo - a.f_hi <= 172800000000
),
-- Each gap can be kept. Whether both can at once: going round by each of the four ways through the two gaps, the sum of bounds must not be
-- negative.
apart AS (
    SELECT certain AND s_sure AND s_lo - f_hi >= 1 AND s_hi - f_lo <= 172800000000 AS certain
    FROM triples
    WHERE (m_component = component OR component = s_component OR m_component = s_component) IS NOT TRUE
      AND 777600000000 + longest + m_hi - s_lo >= 0
      AND 604799999999 + (s_hi - b_lo) + (m_hi - f_lo) >= 0
      AND 172799999999 + (f_hi - m_lo) + (b_hi - s_lo) >= 0
      AND (s_hi - m_lo) - shortest - 2 >= 0
),
-- The same where claims connect two of them, with the distances, so far as they say more than windows.
bounds AS (
    SELECT t.*,
           least(b_hi - m_lo, mn.fb) AS m_nb, least(f_hi - m_lo, mn.ff) AS m_nf, least(m_hi - b_lo, nm.bf) AS nb_m,
           least(m_hi - f_lo, nm.ff) AS nf_m, least(s_hi - f_lo, ns.fb) AS nf_s, least(s_hi - b_lo, ns.bb) AS nb_s,
           least(f_hi - s_lo, sn.bf) AS s_nf, least(b_hi - s_lo, sn.bb) AS s_nb, least(s_hi - m_lo, ms.fb) AS m_s,
           least(m_hi - s_lo, sm.bf) AS s_m
    FROM triples t
    LEFT JOIN distances mn ON mn.x = t.m AND mn.y = t.event
    LEFT JOIN distances nm ON nm.x = t.event AND nm.y = t.m
    LEFT JOIN distances ns ON ns.x = t.event AND ns.y = t.s
    LEFT JOIN distances sn ON sn.x = t.s AND sn.y = t.event
    LEFT JOIN distances ms ON ms.x = t.m AND ms.y = t.s
    LEFT JOIN distances sm ON sm.x = t.s AND sm.y = t.m
    WHERE t.m_component = t.component OR t.component = t.s_component OR t.m_component = t.s_component
),
together AS (
    SELECT sure AND s_sure AND nb_m <= -1 AND m_nb <= 604800000000 AND s_nf <= -1 AND nf_s <= 172800000000 AS certain
    FROM bounds
    WHERE m_nb >= 1 AND nb_m >= -604800000000 AND nf_s >= 1 AND s_nf >= -172800000000
      AND 777600000000 + longest + s_m >= 0
      AND 604799999999 + nb_s + nf_m >= 0
      AND 172799999999 + m_nf + s_nb >= 0
      AND m_s - shortest - 2 >= 0
)
SELECT count(*) FILTER (certain) AS certain, count(*) FILTER (NOT certain) AS possible
FROM (SELECT certain FROM apart UNION ALL SELECT certain FROM together);
