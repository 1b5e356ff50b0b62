/*
 * guard_plans.c
 *		What the engine asks and writes on behalf of a guard: one statement
 *		for each, made when it is first needed, because a broken function must
 *		not break the guard.
 *
 * An act counts where it has an outcome and is not superseded; and acts stand in
 * the order of day and number.  One without an outcome is still on its way: it
 * counts only for an act with a larger number that is judged before it, because
 * a trigger of the application wrote it in between.
 *
 * A whole row is written a.*::table: a alone could be a column of that name.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/guard.h"

/* the column that plays a part, quoted; null: none does */
const char *
guard_column(const Guard *guard, Role role)
{
	if (guard->roles[role].attno <= 0)
		return NULL;
	return quote_identifier(get_attname(guard->relid, guard->roles[role].attno, false));
}

/* has an outcome, or came from elsewhere without one; of the case $1 */
static char *
act_is_recorded(const Guard *guard)
{
	return psprintf("(a.outcome is not null or exists (select from %s.received r "
					"where r.case_id = $1 and r.seq = a.seq))", guard->rulebook);
}

char *
guard_acts_of(const Guard *guard, const char *case_id, const char *subject_id,
			  const char *procedure, const char *seq)
{
	const char *column = guard_column(guard, ROLE_PROCEDURE);

	return psprintf("a.%s = %s and a.%s = %s%s and (a.outcome is not null or a.seq < %s) "
					"and a.superseded_at is null",
					guard_column(guard, ROLE_CASE_ID), case_id,
					guard_column(guard, ROLE_SUBJECT_ID), subject_id,
					column ? psprintf(" and a.%s = %s", column, procedure) : "", seq);
}

static SPIPlanPtr
context_prepare(Guard *guard, bool whole)
{
	StringInfoData sql;
	Oid			id = guard->id_type;
	Oid			types[6] = {id, id, guard->authority_type, TEXTOID, DATEOID, INT8OID};
	bool		asks_context = guard->context_function && whole;

	initStringInfo(&sql);
	if (asks_context)
		appendStringInfoString(&sql, "select c.side, (clock_timestamp() at time zone "
							   "coalesce(c.time_zone, 'UTC'))::date, c.not_before");
	else
		appendStringInfoString(&sql, "select null::text, "
							   "(clock_timestamp() at time zone 'UTC')::date, null::date");
	appendStringInfoString(&sql, guard->is_state ? ", null::text" : ", s.to_state");
	appendStringInfoString(&sql, " from (select $1, $2, $3, $4, $5, $6) one");
	if (asks_context)
		appendStringInfo(&sql, " left join lateral %s($1, $2, $3) c on true",
						 guard->context_function);
	if (!guard->is_state)
	{
		const char *day = guard_column(guard, ROLE_ACTED_ON);

		appendStringInfo(&sql, " left join lateral (select a.to_state from %s a"
						 " where %s and a.%s <= $5 and (a.%s < $5 or a.seq < $6)"
						 " order by a.%s desc, a.seq desc limit 1) s on true",
						 guard->acts, guard_acts_of(guard, "$1", "$2", "$4", "$6"), day, day, day);
	}
	return query_prepare(sql.data, 6, types);
}

static SPIPlanPtr
journal_prepare(Guard *guard)
{
	Oid			id = guard->id_type;

	return query_prepare(psprintf("insert into %s.journal (case_id, seq, guarded_table, procedure, "
								  "subject_id, act, acted_on, side, authority_id, actor, from_state, "
								  "to_state, outcome, rule_count, finding_count, findings, "
								  "satisfied, not_applicable, release, judgement, cause, cause_seq, "
								  "amends_seq, amends_how, amends_rules, judged_at) "
								  "values ($1, $2, $3, $4, $5, "
								  "$6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
								  "$20, $21, $22, $23, $24, $25, $26)",
								  guard->rulebook),
						 26, (Oid[]) {id, INT8OID, TEXTOID, TEXTOID, id, TEXTOID, DATEOID, TEXTOID,
							 TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT4OID, INT4OID,
							 JSONBOID, TEXTARRAYOID, TEXTARRAYOID, TEXTOID, INT4OID, TEXTOID,
							 INT8OID, INT8OID, TEXTOID, TEXTARRAYOID, TIMESTAMPTZOID});
}

static SPIPlanPtr
duty_prepare(Guard *guard)
{
	Oid			id = guard->id_type;

	return query_prepare(psprintf("insert into %s.duty (case_id, seq, duty, version, procedure, "
								  "subject_id, side, started_on, clock, counted_from, due_on, due_at, "
								  "cadence, until, time_zone, calendar, fulfilled_by, "
								  "suspended_by, resumed_by, ended_by, details, judgement, "
								  "recorded_at) values ("
								  "$1, $2, $3, $4, $5, $6, $7, $8, $9::case_rules.clock, $10, "
								  "$11, $12, $13::case_rules.cadence, $14, "
								  "coalesce($15, 'UTC'), $16, $17::text[], $18::text[], $19::text[], "
								  "$20::text[], $21, $22, $23)",
								  guard->rulebook),
						 23, (Oid[]) {id, INT8OID, TEXTOID, INT4OID, TEXTOID, id, TEXTOID, DATEOID,
							 TEXTOID, DATEOID, DATEOID, TIMESTAMPTZOID, TEXTOID, DATEOID, TEXTOID,
							 TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, JSONBOID, INT4OID,
							 TIMESTAMPTZOID});
}

/* what the duty d is beside its days, in one text; compared with duty_terms() */
static const char *const duty_terms =
"concat(d.clock, d.cadence, ' ', d.fulfilled_by, ' ', d.suspended_by, ' ', d.resumed_by, ' ', d.ended_by)";

/* the duties of an act that stand, in one text; compared with duties_text() */
char *
guard_duties_standing(const Guard *guard, const char *case_id, const char *seq)
{
	return psprintf("(select string_agg(t.said, ' ' order by t.said collate \"C\") "
					"from (select concat(d.duty, ':', d.version, ' ', %s, ' from ' || d.counted_from, "
					"' until ' || d.until) as said "
					"from %s.duty d where d.case_id = %s and d.seq = %s "
					"and d.superseded_at is null) t)", duty_terms, guard->rulebook, case_id, seq);
}

/* the rules that stand against an act by its last judgement, at a moment $5 or now */
static char *
rules_against(const Guard *guard)
{
	return psprintf("(select array_agg(f.rule order by f.rule) "
					"from (select j.findings from %s.journal j "
					"where j.case_id = $1 and j.seq = $2 and (j.judged_at <= $5 or $5 is null) "
					"order by j.judgement desc limit 1) j, "
					"jsonb_to_recordset(j.findings) as f(rule text, verdict text, severity text, mode text) "
					"where f.verdict <> 'overridden' and f.mode = 'enforced' and f.severity <> 'warn')",
					guard->rulebook);
}

/* of an act of cure, the act that it cures and its day; two columns */
static char *
act_cured(const Guard *guard)
{
	return psprintf("(select j.amends_seq from %s.journal j where j.case_id = $1 and j.seq = $2 "
					"and j.judgement = 1 and j.amends_how = 'cure'), "
					"(select c.acted_on from %s.journal j join %s.journal c "
					"on c.case_id = j.case_id and c.seq = j.amends_seq and c.judgement = 1 "
					"where j.case_id = $1 and j.seq = $2 and j.judgement = 1 "
					"and j.amends_how = 'cure')",
					guard->rulebook, guard->rulebook, guard->rulebook);
}

static SPIPlanPtr
plan_prepare(Guard *guard, GuardPlan which)
{
	Oid			id = guard->id_type;
	Oid			act_types[2] = {id, INT8OID};
	const char *book = guard->rulebook;

	switch (which)
	{
		case PLAN_CONTEXT:
			return context_prepare(guard, true);
		case PLAN_STATE:
			return context_prepare(guard, false);
		case PLAN_STATE_THEN:
			return query_prepare(psprintf("select v.to_state from %s.act_version v "
										  "where v.case_id = $1 and v.subject_id = $2 "
										  "and v.procedure = $3 and v.acted_on <= $4 "
										  "and (v.acted_on < $4 or v.seq < $5) "
										  "and %s.stands(v.recorded_at, v.superseded_at, $6) "
										  "order by v.acted_on desc, v.seq desc limit 1", book, book),
								 6, (Oid[]) {id, id, TEXTOID, DATEOID, INT8OID, TIMESTAMPTZOID});
		case PLAN_JOURNAL:
			return journal_prepare(guard);
		case PLAN_DUTY:
			return duty_prepare(guard);
		case PLAN_DUTY_PLACE:
			/* a time zone that no day can be told in fails here */
			return query_prepare(psprintf("select p.time_zone, p.calendar, "
										  "case_rules.day_at(clock_timestamp(), p.time_zone) "
										  "from %s.duty_place($1, $2, $3, $4) p", book),
								 4, (Oid[]) {id, TEXTOID, id, TEXTOID});
		case PLAN_DUTY_CALENDAR:
			return query_prepare(psprintf("select from %s.calendar k where k.calendar = $1 "
										  "and case_rules.clock_needs_calendar($2::case_rules.clock) "
										  "for share", book),
								 2, (Oid[]) {TEXTOID, TEXTOID});
		case PLAN_DUTY_CALENDAR_NAME:
			return query_prepare(psprintf("select pg_advisory_xact_lock_shared("
										  "hashtextextended(concat(%s, '.', $1), 0)) "
										  "where case_rules.clock_needs_calendar($2::case_rules.clock)",
										  quote_literal_cstr(book)),
								 2, (Oid[]) {TEXTOID, TEXTOID});
		case PLAN_DUTY_DUE:
			return query_prepare(psprintf("select p.due_on, p.due_at from %s.duty_due("
										  "$1::case_rules.clock, $2, $3, coalesce($4, 'UTC'), $5) p",
										  book),
								 5, (Oid[]) {TEXTOID, DATEOID, TIMESTAMPTZOID, TEXTOID, TEXTOID});
		case PLAN_BEGUN:
			if (guard->is_state)
				return query_prepare(psprintf("select min(j.acted_on) from %s.journal j "
											  "where j.case_id = $1 and j.subject_id = $2 "
											  "and j.procedure = $3", book),
									 3, (Oid[]) {id, id, TEXTOID});
			return query_prepare(psprintf("select min(a.%s) from (select $3) p, %s a where %s",
										  guard_column(guard, ROLE_ACTED_ON), guard->acts,
										  guard_acts_of(guard, "$1", "$2", "$3", "0")),
								 3, (Oid[]) {id, id, TEXTOID});
		case PLAN_LAST_JUDGEMENT:
			return query_prepare(psprintf("select j.judgement, j.outcome, j.from_state, j.to_state, "
										  "j.findings, j.satisfied, j.not_applicable, %s "
										  "from %s.journal j where j.case_id = $1 and j.seq = $2 "
										  "order by j.judgement desc limit 1",
										  guard_duties_standing(guard, "$1", "$2"), book),
								 2, act_types);
		case PLAN_DUTIES_STANDING:
			return query_prepare(psprintf("select d.duty, d.version, d.side, d.started_on, d.details, "
										  "d.counted_from, d.until, %s "
										  "from %s.duty d where d.case_id = $1 and d.seq = $2 "
										  "and d.superseded_at is null", duty_terms, book),
								 2, act_types);
		case PLAN_DUTY_CLOSE:
			return query_prepare(psprintf("update %s.duty set superseded_at = $4 "
										  "where case_id = $1 and seq = $2 and (duty = $3 or $3 is null) "
										  "and superseded_at is null", book),
								 4, (Oid[]) {id, INT8OID, TEXTOID, TIMESTAMPTZOID});
		case PLAN_CURES:
			return query_prepare(psprintf("select array(select jsonb_array_elements_text(a.%s -> 'rules')) "
										  "from %s.journal j join %s a "
										  "on a.%s = j.case_id and a.seq = j.seq "
										  "where j.case_id = $1 and j.amends_seq = $2 "
										  "and j.amends_how = 'cure' and j.judgement = 1 "
										  "and jsonb_typeof(a.%s -> 'rules') = 'array' "
										  "and %s.stands(j.judged_at, a.superseded_at, $3) "
										  "and case when $3 is null then a.outcome else "
										  "(select l.outcome from %s.journal l "
										  "where l.case_id = $1 and l.seq = j.seq and l.judged_at <= $3 "
										  "order by l.judgement desc limit 1) end <> 'barred'",
										  guard_column(guard, ROLE_AMENDS), book, guard->acts,
										  guard_column(guard, ROLE_CASE_ID),
										  guard_column(guard, ROLE_AMENDS), book, book),
								 3, (Oid[]) {id, INT8OID, TIMESTAMPTZOID});
		case PLAN_TARGET:
			return query_prepare(psprintf("select a.%s::text, a.side, "
										  "coalesce((select j.outcome from %s.journal j "
										  "where j.case_id = $1 and j.seq = $2 and j.judged_at <= $5 "
										  "order by j.judgement desc limit 1), a.outcome), a.%s, "
										  "a.superseded_at is null or a.superseded_at > $5, "
										  "a.tableoid, %s, %s "
										  "from (select $4) p, %s a "
										  "where a.%s = $1 and a.seq = $2 and a.%s = $3%s and %s",
										  guard_column(guard, ROLE_ACT), book,
										  guard_column(guard, ROLE_ACTED_ON),
										  rules_against(guard), act_cured(guard), guard->acts,
										  guard_column(guard, ROLE_CASE_ID),
										  guard_column(guard, ROLE_SUBJECT_ID),
										  guard_column(guard, ROLE_PROCEDURE)
										  ? psprintf(" and a.%s = $4",
													 guard_column(guard, ROLE_PROCEDURE)) : "",
										  act_is_recorded(guard)),
								 5, (Oid[]) {id, INT8OID, id, TEXTOID, TIMESTAMPTZOID});
		case PLAN_STAMP:
			return query_prepare(psprintf("update %s set side = $3, from_state = $4, to_state = $5, "
										  "finding_count = $6, outcome = $7 "
										  "where %s = $1 and seq = $2 returning "
										  "(side, from_state, to_state, finding_count, outcome) "
										  "is not distinct from ($3, $4, $5, $6, $7)", guard->acts,
										  guard_column(guard, ROLE_CASE_ID)),
								 7, (Oid[]) {id, INT8OID, TEXTOID, TEXTOID, TEXTOID, INT4OID,
									 TEXTOID});
		case PLAN_SUPERSEDE:
			return query_prepare(psprintf("update %s set superseded_at = $3 "
										  "where %s = $1 and seq = $2 "
										  "returning superseded_at is not distinct from $3", guard->acts,
										  guard_column(guard, ROLE_CASE_ID)),
								 3, (Oid[]) {id, INT8OID, TIMESTAMPTZOID});
		case PLAN_ACTS_LATER:
			return query_prepare(psprintf("select a.*::%s, a.tableoid from %s a "
										  "where a.%s = $1 and a.%s >= $2 "
										  "and a.superseded_at is null and %s",
										  guard->acts, guard->acts, guard_column(guard, ROLE_CASE_ID),
										  guard_column(guard, ROLE_ACTED_ON), act_is_recorded(guard)),
								 2, (Oid[]) {id, DATEOID});
		case PLAN_ACTS_RECEIVED:
			return query_prepare(psprintf("select a.*::%s, a.tableoid from %s.judged_elsewhere e join %s a "
										  "on a.%s = e.case_id and a.seq = e.seq "
										  "where e.case_id = $1 and e.guarded_table = $2 "
										  "order by a.seq", guard->acts, book, guard->acts,
										  guard_column(guard, ROLE_CASE_ID)),
								 2, (Oid[]) {id, TEXTOID});
		case PLAN_CURE_RULES:
			return query_prepare(psprintf("update %s set %s = %s || "
										  "pg_catalog.jsonb_build_object('rules', to_jsonb($3)) "
										  "where %s = $1 and seq = $2 returning true", guard->acts,
										  guard_column(guard, ROLE_AMENDS),
										  guard_column(guard, ROLE_AMENDS),
										  guard_column(guard, ROLE_CASE_ID)),
								 3, (Oid[]) {id, INT8OID, TEXTARRAYOID});
		case NUM_GUARD_PLANS:
			break;
	}
	return NULL;
}

SPIPlanPtr
guard_plan(Guard *guard, GuardPlan which)
{
	if (guard->plans[which] == NULL)
	{
		SPIPlanPtr	plan = plan_prepare(guard, which);

		SPI_keepplan(plan);
		guard->plans[which] = plan;
	}
	return guard->plans[which];
}
