/*
 * runners.sql: how an act is timed.
 *
 * In the server, around one INSERT of one row as an application sends it, by
 * the clock of the server: no client, no network and no commit is in the
 * figures, as these are the same whoever judges, and would only make the
 * difference look smaller.  Each contestant's INSERT is a statement of its own
 * function, so that its plan is kept as a driver's prepared statement is.
 *
 * A batch is one transaction and one function call, and its figure is the
 * median of its acts.  Batches of the contestants take turns, in an order that
 * moves on with each round, each on cases that nobody has touched before.
 */
CREATE TABLE bench.todo (
    pool text,
    place integer,
    case_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    keys uuid[],
    PRIMARY KEY (pool, place)
);

/* cases that may be decided, in an order that is the same in every run */
CREATE FUNCTION bench.fill_pool(pool text, cases bigint, places integer) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
INSERT INTO bench.todo (pool, place, case_id, placement_id)
SELECT fill_pool.pool, row_number() OVER (), x.case_id, x.placement_id
  FROM (SELECT casework.bench_id('case', n) AS case_id, casework.bench_id('placement', n) AS placement_id
          FROM generate_series(1, cases) n
         WHERE n % 20 NOT IN (7, 13, 17)
         ORDER BY hashint8(n)
         LIMIT places) x;
END;

CREATE FUNCTION bench.make_runner(contestant text, pool text, target text, columns text DEFAULT '', expressions text DEFAULT '')
RETURNS void
LANGUAGE plpgsql
AS $make$
BEGIN
    EXECUTE format($runner$
CREATE FUNCTION bench.%I(first integer, many integer) RETURNS float8
LANGUAGE plpgsql
AS $$
DECLARE
    t bench.todo;
    began timestamptz;
    times float8[] := '{}';
    a_details CONSTANT jsonb := '{"reasons": "Example reasons", "views_weight": "as heard", "document": "EX-2"}';
    an_authority CONSTANT uuid := casework.bench_id('authority', 1);
BEGIN
    FOR t IN SELECT * FROM bench.todo d WHERE d.pool = %L AND d.place >= first ORDER BY d.place LIMIT many LOOP
        began := clock_timestamp();
        INSERT INTO %s (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details%s)
        VALUES (t.case_id, 'placement_abroad', t.placement_id, 'decide', '2026-03-10', an_authority, 'worker-1', a_details%s);
        times := times || (extract(epoch FROM clock_timestamp() - began) * 1e6)::float8;
    END LOOP;
    IF cardinality(times) < many THEN
        RAISE EXCEPTION 'the pool %% is too small for place %%', %L, first;
    END IF;
    RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM unnest(times) x);
END
$$ $runner$, 'run_' || contestant, pool, target, columns, expressions, pool);
END
$make$;

/*
 * Reads the cases of a batch before they are decided, as who decides has read
 * the case: every page that an act will want, of tables and of indexes.
 */
CREATE FUNCTION bench.make_reader(pool text, schema text) RETURNS void
LANGUAGE plpgsql
AS $make$
BEGIN
    EXECUTE format($reader$
CREATE FUNCTION bench.%1$I(first integer, many integer) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    t bench.todo;
BEGIN
    FOR t IN SELECT * FROM bench.todo d WHERE d.pool = %2$L AND d.place >= first ORDER BY d.place LIMIT many LOOP
        PERFORM %4$s FROM %3$I.placement_facts(t.case_id, t.placement_id, '2026-03-10', NULL, 7) f;
        PERFORM FROM %3$I.case_head x WHERE x.case_id = t.case_id;
        PERFORM FROM %3$I.case_file x WHERE x.case_id = t.case_id;
        PERFORM FROM %3$I.act x WHERE x.case_id = t.case_id AND x.seq = 7;
        PERFORM FROM %3$I.act x WHERE x.case_id = t.case_id AND x.act_id = t.case_id;
        PERFORM FROM %3$I.journal x WHERE x.case_id = t.case_id AND x.seq = 6 AND x.judgement = 1;
        PERFORM FROM %3$I.journal x WHERE x.case_id = t.case_id AND x.procedure = 'placement_abroad' AND x.subject_id = t.placement_id
           AND x.seq = 6;
    END LOOP;
END
$$ $reader$, 'read_' || pool, pool, schema, (SELECT string_agg('f.' || quote_ident(fact), ', ') FROM unnest(bench.gate_facts()) fact));
END
$make$;

CREATE FUNCTION bench.rounds(comparison text, contestants text[], first integer, warm integer, rounds integer, batch integer,
                             read_before boolean DEFAULT false)
RETURNS TABLE (statement text)
LANGUAGE sql
BEGIN ATOMIC
/* warming up: plans become generic, and what is kept for a session is there */
SELECT s.statement
  FROM (SELECT 0 AS round, c.ordinality AS turn,
               format('INSERT INTO bench.round SELECT %L, 0, %L, bench.%I(%s, %s)', comparison, c.name, 'run_' || c.name,
                      first + (c.ordinality - 1) * warm, warm) AS statement
          FROM unnest(contestants) WITH ORDINALITY c(name, ordinality)
        UNION ALL
        SELECT r, (c.ordinality + r) % cardinality(contestants),
               CASE WHEN read_before THEN format('SELECT bench.%I(%s, %s); ', 'read_' || c.name, p.place, batch) ELSE '' END
               || format('INSERT INTO bench.round SELECT %L, %s, %L, bench.%I(%s, %s)', comparison, r, c.name, 'run_' || c.name,
                         p.place, batch)
          FROM generate_series(1, rounds) r
         CROSS JOIN unnest(contestants) WITH ORDINALITY c(name, ordinality)
         CROSS JOIN LATERAL (SELECT first + cardinality(contestants) * warm
                                    + ((r - 1) * cardinality(contestants) + c.ordinality - 1) * batch) p(place)) s
 ORDER BY s.round, s.turn;
END;
