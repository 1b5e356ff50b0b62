/*
 * duty.c
 *		The duties that follow from an act that was judged, and where they go when
 *		a calendar changes.
 *
 * Nothing is written over: a duty that does not arise any more is closed, one
 * that arises now is added, and a due day that moves leaves a row of duty_move
 * beside the first one.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "replication/logicalworker.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"

PG_FUNCTION_INFO_V1(duty_project_anew);

/*
 * Within which time what stands against an act is to be put right.  No text
 * fixes it; it is the policy of this release, stated in docs.
 */
static const DutyRule cure_rule = {
	.duty = "cure", .version = 1, .side = "actor", .clock = "14 days",
	.fulfilled_by = "{cure}", .suspended_by = "{}", .resumed_by = "{}", .ended_by = "{}"
};

/* does the act start the duty? what was not lawful starts nothing, but what has happened does */
static bool
duty_is_started(const Act *act, const DutyRule *duty)
{
	return act->outcome != OUTCOME_BARRED &&
		(!duty->of_irregular || (act->gate->is_factual && judgement_stops(&act->judgement)));
}

static int
text_compare(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

static const char *
day_text(DateADT day)
{
	return DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day)));
}

/*
 * What a duty is beside its days, written as guard_duty_terms() does.  Name and
 * version do not say it: an office's own stands in for one of the release, and
 * a row of its duty_rule may be written over.
 */
static char *
duty_terms(const DutyRule *duty)
{
	return psprintf("%s%s %s %s %s %s", duty->clock ? duty->clock : "",
					duty->cadence ? duty->cadence : "", duty->fulfilled_by, duty->suspended_by,
					duty->resumed_by, duty->ended_by);
}

/* the duties that this judgement starts, written as guard_duties_standing() does */
static char *
duties_text(const Act *act)
{
	List	   *duties = NIL;
	StringInfoData out;
	ListCell   *lc;

	foreach(lc, act->judgement.duties)
	{
		const DutyArising *arising = lfirst(lc);
		const DutyRule *duty = arising->rule;

		if (!duty_is_started(act, duty))
			continue;
		initStringInfo(&out);
		appendStringInfo(&out, "%s:%d %s", duty->duty, duty->version, duty_terms(duty));
		if (duty->has_counted_from)
			appendStringInfo(&out, " from %s", day_text(arising->counted_from));
		if (duty->has_until)
			appendStringInfo(&out, " until %s", day_text(arising->until_day));
		duties = lappend(duties, out.data);
	}
	if (judgement_stops(&act->judgement))
		duties = lappend(duties, psprintf("cure:1 %s", duty_terms(&cure_rule)));
	if (duties == NIL)
		return NULL;
	list_sort(duties, text_compare);
	initStringInfo(&out);
	foreach(lc, duties)
		appendStringInfo(&out, "%s%s", out.len ? " " : "", (char *) lfirst(lc));
	return out.data;
}

/* does this judgement start other duties than the last one? */
bool
duties_differ(Act *act, const LastJudgement *last)
{
	return !text_equal(last->duties, duties_text(act));
}

/* a duty that an act starts, or one that it started before */
typedef struct DutyStanding
{
	char	   *duty;
	int			version;
	char	   *side;
	DateADT		started_on;
	Datum		details;
	bool		has_counted_from;
	DateADT		counted_from;
	bool		has_until;
	DateADT		until_day;
	char	   *terms;			/* as duty_terms() */
	bool		arises;
} DutyStanding;

/* where a duty lies, and the day on which it is due there */
typedef struct DutyPlace
{
	char	   *time_zone;		/* null: not told */
	char	   *calendar;		/* of the working days; null: none is known */
	Datum		due_on;			/* null: not known, or a series */
	Datum		due_at;
	bool		has_due_on;
	bool		has_due_at;
} DutyPlace;

static void
duty_place_ask(Act *act, const char *side, DutyPlace *place)
{
	ActCall    *call = &act->call;
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[4];
	char		nulls[4] = {' ', ' ', ' ', ' '};

	values[0] = call->case_id;
	values[1] = CStringGetTextDatum(call->procedure);
	values[2] = call->subject_id;
	values[3] = text_or_null(side, &nulls[3]);
	if (query_execute(guard_plan(act->guard, PLAN_DUTY_PLACE), values, nulls, 1) == 1)
	{
		place->time_zone = query_text(caller, 0, 1);
		place->calendar = query_text(caller, 0, 2);
	}
}

/*
 * Whoever changes the calendar that a time limit is counted in waits until this
 * act is recorded, and then finds its duty.  Of one that is not there the name
 * is held, as its own trigger does when it is written.
 */
static void
calendar_hold(Act *act, Datum calendar, Datum clock)
{
	SPIPlanPtr	plan = guard_plan(act->guard, PLAN_DUTY_CALENDAR);
	Datum		values[2] = {calendar, clock};

	if (query_execute(plan, values, NULL, 0) == 0 &&
		query_execute(guard_plan(act->guard, PLAN_DUTY_CALENDAR_NAME), values, NULL, 0) > 0)
		(void) query_execute(plan, values, NULL, 0);
}

static void
duty_project(Act *act, const DutyArising *arising, DateADT started_on, DutyPlace *place)
{
	ActCall    *call = &act->call;
	const DutyRule *duty = arising->rule;
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[5];
	char		nulls[5];
	bool		isnull;

	memset(nulls, ' ', sizeof(nulls));
	values[0] = CStringGetTextDatum(duty->clock);
	values[1] = DateADTGetDatum(duty->has_counted_from ? arising->counted_from : started_on);
	/* the act cannot have happened later than it was recorded */
	values[2] = TimestampTzGetDatum(call->is_recorded ? call->recorded_at : act->moment);
	nulls[2] = duty->has_counted_from ? 'n' : ' ';
	values[3] = text_or_null(place->time_zone, &nulls[3]);
	values[4] = text_or_null(place->calendar, &nulls[4]);
	if (place->calendar)
		calendar_hold(act, values[4], values[0]);
	if (query_execute(guard_plan(act->guard, PLAN_DUTY_DUE), values, nulls, 1) != 1)
		return;
	place->due_on = query_datum(caller, 0, 1, &isnull);
	place->has_due_on = !isnull;
	place->due_at = query_datum(caller, 0, 2, &isnull);
	place->has_due_at = !isnull;
}

/*
 * The function that tells where a duty lies may be the application's own, and
 * a day may lie where nothing can be counted.  What fails here must not keep an
 * act from being recorded: the duty is then reckoned in UTC and without a
 * calendar, or its day is not known.
 */
static void
duty_place_find(Act *act, const DutyArising *arising, const char *side, DateADT started_on,
				DutyPlace *place)
{
	Attempt		attempt;

	memset(place, 0, sizeof(DutyPlace));
	attempt_begin(&attempt);
	PG_TRY();
	{
		duty_place_ask(act, side, place);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		place->time_zone = place->calendar = NULL;
	}
	PG_END_TRY();
	if (arising->rule->clock == NULL)
		return;
	attempt_begin(&attempt);
	PG_TRY();
	{
		duty_project(act, arising, started_on, place);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		place->has_due_on = place->has_due_at = false;
	}
	PG_END_TRY();
}

static const char *
duty_side(const Act *act, const DutyRule *duty)
{
	return strcmp(duty->side, "actor") == 0 ? act->call.side : duty->side;
}

static void
duty_write(Act *act, const DutyArising *arising, DateADT started_on, Datum details)
{
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	const DutyRule *duty = arising->rule;
	const char *side = duty_side(act, duty);
	DutyPlace	place;
	Datum		values[23];
	char		nulls[23];

	duty_place_find(act, arising, side, started_on, &place);
	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = Int64GetDatum(call->seq);
	values[2] = CStringGetTextDatum(duty->duty);
	values[3] = Int32GetDatum(duty->version);
	values[4] = CStringGetTextDatum(call->procedure);
	values[5] = call->subject_id;
	values[6] = text_or_null(side, &nulls[6]);
	values[7] = DateADTGetDatum(started_on);
	values[8] = text_or_null(duty->clock, &nulls[8]);
	values[9] = DateADTGetDatum(arising->counted_from);
	nulls[9] = duty->has_counted_from ? ' ' : 'n';
	values[10] = place.due_on;
	nulls[10] = place.has_due_on ? ' ' : 'n';
	values[11] = place.due_at;
	nulls[11] = place.has_due_at ? ' ' : 'n';
	values[12] = text_or_null(duty->cadence, &nulls[12]);
	values[13] = DateADTGetDatum(arising->until_day);
	nulls[13] = duty->has_until ? ' ' : 'n';
	values[14] = text_or_null(place.time_zone, &nulls[14]);
	values[15] = text_or_null(place.calendar, &nulls[15]);
	values[16] = CStringGetTextDatum(duty->fulfilled_by);
	values[17] = CStringGetTextDatum(duty->suspended_by);
	values[18] = CStringGetTextDatum(duty->resumed_by);
	values[19] = CStringGetTextDatum(duty->ended_by);
	values[20] = details;
	values[21] = Int32GetDatum(act->number);
	values[22] = TimestampTzGetDatum(act->moment);
	(void) engine_write_execute(guard->duty_relid, guard_plan(guard, PLAN_DUTY), values, nulls);
}

/* duty: null for all of the act */
static void
duty_close(Act *act, int64 seq, const char *duty)
{
	Datum		values[4] = {act->call.case_id, Int64GetDatum(seq), (Datum) 0,
	TimestampTzGetDatum(act->moment)};
	char		nulls[4] = {' ', ' ', 'n', ' '};

	values[2] = text_or_null(duty, &nulls[2]);
	(void) engine_write_execute(act->guard->duty_relid, guard_plan(act->guard, PLAN_DUTY_CLOSE),
								values, nulls);
}

void
duties_end(Act *act, int64 seq)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	duty_close(act, seq, NULL);
	SPI_finish();
}

static List *
duties_standing(Act *act)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[2] = {act->call.case_id, Int64GetDatum(act->call.seq)};
	List	   *list = NIL;
	int			rows;

	rows = query_execute(guard_plan(act->guard, PLAN_DUTIES_STANDING), values, NULL, 0);
	MemoryContextSwitchTo(caller);
	for (int i = 0; i < rows; i++)
	{
		DutyStanding *standing = palloc0(sizeof(DutyStanding));
		bool		isnull;

		standing->duty = query_text(caller, i, 1);
		standing->version = DatumGetInt32(query_datum(caller, i, 2, &isnull));
		standing->side = query_text(caller, i, 3);
		standing->started_on = DatumGetDateADT(query_datum(caller, i, 4, &isnull));
		standing->details = query_datum(caller, i, 5, &isnull);
		standing->counted_from = DatumGetDateADT(query_datum(caller, i, 6, &isnull));
		standing->has_counted_from = !isnull;
		standing->until_day = DatumGetDateADT(query_datum(caller, i, 7, &isnull));
		standing->has_until = !isnull;
		standing->terms = query_text(caller, i, 8);
		list = lappend(list, standing);
	}
	return list;
}

/* which rules the cure is owed for */
static Datum
cure_details(const Act *act)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoString(&json, "{\"rules\": [");
	for (int i = 0, n = 0; i < act->judgement.noutcomes; i++)
	{
		const Outcome *outcome = &act->judgement.outcomes[i];

		if (outcome_stops(outcome))
			appendStringInfo(&json, "%s\"%s\"", n++ ? ", " : "", outcome->rule->name);
	}
	appendStringInfoString(&json, "]}");
	return jsonb_from_text(json.data);
}

/* does what stands say the same as what arises? */
static bool
duty_stands(const Act *act, const DutyStanding *old, const DutyArising *arising, Datum details)
{
	const DutyRule *duty = arising->rule;

	return old->version == duty->version &&
		strcmp(old->terms, duty_terms(duty)) == 0 &&
		text_equal(old->side, duty_side(act, duty)) &&
		old->has_counted_from == duty->has_counted_from &&
		(!old->has_counted_from || old->counted_from == arising->counted_from) &&
		old->has_until == duty->has_until &&
		(!old->has_until || old->until_day == arising->until_day) &&
		varlena_equal(old->details, details);
}

static void
duty_bring_up(Act *act, List *standing, const DutyArising *arising, DateADT started_on, Datum details)
{
	ListCell   *lc;

	foreach(lc, standing)
	{
		DutyStanding *old = lfirst(lc);

		if (strcmp(old->duty, arising->rule->duty) != 0)
			continue;
		if (duty_stands(act, old, arising, details))
		{
			old->arises = true;
			return;
		}
		/* its clock goes on */
		if (strcmp(old->duty, "cure") == 0)
			started_on = old->started_on;
		duty_close(act, act->call.seq, old->duty);
		old->arises = true;
	}
	duty_write(act, arising, started_on, details);
}

/*
 * The duties of an act as this judgement has them.  Of an act that is just
 * recorded, none stand yet.
 */
void
duties_write(Act *act)
{
	bool		stops = judgement_stops(&act->judgement);
	List	   *standing = NIL;
	Datum		nothing;
	ListCell   *lc;

	if (!act->again && act->judgement.duties == NIL && !stops)
		return;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (act->again)
		standing = duties_standing(act);
	nothing = jsonb_from_text("{}");
	foreach(lc, act->judgement.duties)
	{
		const DutyArising *arising = lfirst(lc);

		if (duty_is_started(act, arising->rule))
			duty_bring_up(act, standing, arising, act->call.acted_on, nothing);
	}
	if (stops)
	{
		DutyArising arising;

		arising.rule = &cure_rule;
		arising.counted_from = arising.until_day = DATEVAL_NOEND;
		/* nobody could know before */
		duty_bring_up(act, standing, &arising,
					  act->number > 1 ? act->today : act->call.acted_on, cure_details(act));
	}
	foreach(lc, standing)
	{
		DutyStanding *old = lfirst(lc);

		if (!old->arises)
			duty_close(act, act->call.seq, old->duty);
	}
	SPI_finish();
}

/* ---------------------------------------------------------------------------
 * A calendar that changes
 * ---------------------------------------------------------------------------
 */

/*
 * What the engine asks here it asks of today and of all that is known, whatever
 * the session has set for its reports.
 */
static void
reports_of_today(void)
{
	(void) set_config_option("case_rules.as_of", "", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	(void) set_config_option("case_rules.known_at", "", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

/*
 * The duties with a time limit, and the series, that the calendar $1 counts; $2
 * its value before, $3 now.  A due day that is known hangs on the days from the
 * first one counted to it, and on those about it that it may have been moved
 * over to a working day: far fewer than a year.
 */
static const char *const moved_limits =
"select d.case_id, d.seq, d.duty, d.judgement, b.due_on as from_due_on, n.due_on, n.due_at "
"from %1$s.duty d "
"left join lateral (select m.due_on, m.due_at, true as is_moved from %1$s.duty_move m "
"where m.case_id = d.case_id and m.seq = d.seq and m.duty = d.duty and m.judgement = d.judgement "
"order by m.moved_at desc limit 1) m on true "
"cross join lateral (select case when m.is_moved then m.due_on else d.due_on end as due_on, "
"case when m.is_moved then m.due_at else d.due_at end as due_at) b "
"cross join lateral %1$s.duty_due(d.clock, coalesce(d.counted_from, d.started_on), "
"case when d.counted_from is null then (select j.judged_at from %1$s.journal j "
"where j.case_id = d.case_id and j.seq = d.seq and j.judgement = 1) end, "
"d.time_zone, d.calendar) n "
"where d.calendar = $1 and d.superseded_at is null and case_rules.clock_needs_calendar(d.clock) "
"and (b.due_on is null or coalesce((select case_rules.working_calendar_differs($2, $3)), '(,)') "
"&& daterange(least(b.due_on, d.started_on, d.counted_from) - 366, "
"greatest(b.due_on, d.started_on, nullif(d.counted_from, 'infinity')) + 366)) "
"and (n.due_on, n.due_at) is distinct from (b.due_on, b.due_at)";

static const char *const moved_series =
"select d.case_id, d.seq, d.duty, d.judgement, o.next_due, n.next_due, null::timestamptz "
"from %1$s.duty d "
"cross join lateral (select case_rules.as_of(d.time_zone) as day, "
"nullif(coalesce(d.counted_from, d.started_on), 'infinity') as start, "
"nullif(d.until, 'infinity') as until) w "
"cross join lateral (select coalesce(array_agg(y.fulfilled_on), '{}') as days from %1$s.duty_done y "
"where y.case_id = d.case_id and y.seq = d.seq and y.duty = d.duty and y.judgement = d.judgement "
"and y.superseded_at is null and y.fulfilled_on <= w.day) f "
"cross join lateral case_rules.cadence_progress(d.cadence, w.start, f.days, w.day, w.until, $2) o "
"cross join lateral case_rules.cadence_progress(d.cadence, w.start, f.days, w.day, w.until, $3) n "
"where d.calendar = $1 and d.superseded_at is null and case_rules.cadence_needs_calendar(d.cadence) "
"and n.next_due is distinct from o.next_due";

/* do several offices record acts, each with duties of its own? */
static bool
duties_are_local(const char *rulebook, Oid owner)
{
	OwnerScope	scope;
	bool		local;

	owner_scope_enter(&scope, owner);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	local = query_run(psprintf("select from %s.layout where offices > 1", rulebook),
					  0, NULL, NULL, NULL, 1) > 0;
	SPI_finish();
	owner_scope_leave(&scope);
	return local;
}

/*
 * duty_project_anew(rulebook): AFTER INSERT OR UPDATE of the calendar, for each
 * row.  Of the duties that it counts, those that stand and come out on another
 * day leave a row.  One that was met does too: what met it may be annulled, and
 * then the day by which it is due is the one that the calendar tells now.
 *
 * Where several offices record acts of the same cases, each has duties of its
 * own and receives the calendars from one of them; so they are projected anew
 * where the calendar arrives.  A copy of everything gets the rows with the
 * duties.
 */
Datum
duty_project_anew(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	bool		is_update;
	const char *rulebook;
	TupleDesc	desc;
	HeapTuple	now;
	Oid			types[4] = {TEXTOID, InvalidOid, InvalidOid, TIMESTAMPTZOID};
	Datum		values[4];
	char		nulls[4] = {' ', 'n', ' ', ' '};
	bool		isnull;
	int			column;
	OwnerScope	scope;

	trigger_check(fcinfo, "case_rules.duty_project_anew", 1);
	is_update = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event);
	if (!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) || !TRIGGER_FIRED_AFTER(trigdata->tg_event) ||
		!(is_update || TRIGGER_FIRED_BY_INSERT(trigdata->tg_event)))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s() must be fired after an insert or update, for each row",
						"case_rules.duty_project_anew")));
	rel = trigdata->tg_relation;
	rulebook = trigdata->tg_trigger->tgargs[0];
	if (guard_is_bypassed(rel->rd_rel->relowner) &&
		!(IsLogicalWorker() && duties_are_local(rulebook, rel->rd_rel->relowner)))
		return PointerGetDatum(NULL);
	desc = RelationGetDescr(rel);
	now = is_update ? trigdata->tg_newtuple : trigdata->tg_trigtuple;
	column = SPI_fnumber(desc, "value");
	if (column <= 0 || SPI_fnumber(desc, "calendar") <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("a table of calendars has no column \"%s\"",
						column <= 0 ? "value" : "calendar")));
	values[0] = heap_getattr(now, SPI_fnumber(desc, "calendar"), desc, &isnull);
	types[1] = types[2] = SPI_gettypeid(desc, column);
	values[1] = (Datum) 0;
	if (is_update)
	{
		values[1] = heap_getattr(trigdata->tg_trigtuple, column, desc, &isnull);
		nulls[1] = isnull ? 'n' : ' ';
	}
	values[2] = heap_getattr(now, column, desc, &isnull);
	nulls[2] = isnull ? 'n' : ' ';
	if (nulls[1] == ' ' && nulls[2] == ' ' && varlena_equal(values[1], values[2]))
		return PointerGetDatum(NULL);

	/* one moment for all that moves: what was known at any other is the one or the other */
	values[3] = TimestampTzGetDatum(GetCurrentTimestamp());

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	reports_of_today();
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (nulls[1] == ' ')
		(void) query_run(psprintf("insert into %s.former_calendar (calendar, value, superseded_at) "
								  "select $1, $2, $4 where $3 is distinct from $2", rulebook),
						 4, types, values, nulls, 0);
	engine_write_begin(get_relname_relid("duty_move", RelationGetNamespace(rel)));
	(void) query_run(psprintf("insert into %s.duty_move (case_id, seq, duty, judgement, moved_at, "
							  "from_due_on, due_on, due_at, calendar, reason) "
							  "select x.case_id, x.seq, x.duty, x.judgement, $4, x.from_due_on, "
							  "x.due_on, x.due_at, $1, c.reason from (%s union all %s) x "
							  "cross join (select %s.calendar_change($1, "
							  "case_rules.working_calendar_differs($2, $3)) as reason) c",
							  rulebook, psprintf(moved_limits, rulebook),
							  psprintf(moved_series, rulebook), rulebook),
					 4, types, values, nulls, 0);
	engine_write_end();
	SPI_finish();
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}
