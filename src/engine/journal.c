/*
 * journal.c
 *		What follows from an act that was judged: journal and duties.
 *
 * Nothing is written over: a further judgement stands beside the first, a duty
 * that does not arise any more is closed, and one that arises now is added.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"

/*
 * Within how many days what stands against an act is to be put right.  No text
 * fixes it; it is the policy of this release, stated in docs.
 */
#define CURE_DAYS 14

static Datum
jsonb_from_text(const char *json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
}

static Datum
findings_jsonb(const Act *act)
{
	StringInfoData json;

	initStringInfo(&json);
	judgement_json(&json, &act->judgement);
	return jsonb_from_text(json.data);
}

static const char *
authority_text(const Act *act)
{
	Oid			typoutput;
	bool		varlena;

	if (act->call.authority_isnull)
		return NULL;
	getTypeOutputInfo(act->guard->authority_type, &typoutput, &varlena);
	return OidOutputFunctionCall(typoutput, act->call.authority_id);
}

void
journal_write(Act *act)
{
	static const char *const amend_names[] = {NULL, "annul", "correct", "cure"};
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	Datum		values[26];
	char		nulls[26];

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");

	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = Int64GetDatum(call->seq);
	values[2] = CStringGetTextDatum(guard->table);
	values[3] = CStringGetTextDatum(call->procedure);
	values[4] = call->subject_id;
	values[5] = CStringGetTextDatum(call->act);
	values[6] = DateADTGetDatum(call->acted_on);
	values[7] = text_or_null(call->side, &nulls[7]);
	values[8] = text_or_null(authority_text(act), &nulls[8]);
	values[9] = text_or_null(call->actor, &nulls[9]);
	values[10] = text_or_null(state_or_null(call->from_state), &nulls[10]);
	values[11] = text_or_null(state_or_null(call->to_state), &nulls[11]);
	values[12] = CStringGetTextDatum(outcome_names[act->outcome]);
	values[13] = Int32GetDatum(act->judgement.noutcomes);
	values[14] = Int32GetDatum(judgement_findings(&act->judgement));
	values[15] = findings_jsonb(act);
	values[16] = judgement_labels(&act->judgement, VERDICT_SATISFIED);
	values[17] = judgement_labels(&act->judgement, VERDICT_NOT_APPLICABLE);
	values[18] = CStringGetTextDatum(CR_RELEASE);
	values[19] = Int32GetDatum(act->number);
	values[20] = CStringGetTextDatum(act->cause);
	values[21] = Int64GetDatum(act->cause_seq);
	nulls[21] = act->cause_seq ? ' ' : 'n';
	values[22] = Int64GetDatum(call->target.seq);
	values[23] = text_or_null(amend_names[act->amends], &nulls[23]);
	values[24] = query_text_array(call->target.findings);
	/* an act is known, and so is its first verdict, from one moment on */
	values[25] = TimestampTzGetDatum(act->moment);
	nulls[22] = nulls[24] = act->amends != AMEND_NOTHING ? ' ' : 'n';
	(void) engine_write_execute(guard->journal_relid, guard_plan(guard, PLAN_JOURNAL),
								values, nulls);
	SPI_finish();
}

void
journal_last(Act *act, LastJudgement *last)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[2] = {act->call.case_id, Int64GetDatum(act->call.seq)};

	memset(last, 0, sizeof(LastJudgement));
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_execute(guard_plan(act->guard, PLAN_LAST_JUDGEMENT), values, NULL, 1) == 1)
	{
		bool		isnull;

		last->number = DatumGetInt32(query_datum(caller, 0, 1, &isnull));
		last->outcome = query_text(caller, 0, 2);
		last->from_state = query_text(caller, 0, 3);
		last->to_state = query_text(caller, 0, 4);
		last->findings = DatumGetJsonbP(query_datum(caller, 0, 5, &isnull));
		last->satisfied = query_datum(caller, 0, 6, &isnull);
		last->not_applicable = query_datum(caller, 0, 7, &isnull);
		last->duties = query_text(caller, 0, 8);
	}
	SPI_finish();
}

static bool
text_equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* arrays and jsonb are written in one way only, so equal values are equal bytes */
static bool
varlena_equal(Datum a, Datum b)
{
	struct varlena *x = PG_DETOAST_DATUM(a);
	struct varlena *y = PG_DETOAST_DATUM(b);

	return VARSIZE_ANY_EXHDR(x) == VARSIZE_ANY_EXHDR(y) &&
		memcmp(VARDATA_ANY(x), VARDATA_ANY(y), VARSIZE_ANY_EXHDR(x)) == 0;
}

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

/* the duties that this judgement starts, written as guard_duties_standing() does */
static char *
duties_text(const Act *act)
{
	List	   *duties = NIL;
	StringInfoData out;
	ListCell   *lc;

	foreach(lc, act->judgement.duties)
	{
		const DutyRule *duty = lfirst(lc);

		if (duty_is_started(act, duty))
			duties = lappend(duties, psprintf("%s:%d", duty->duty, duty->version));
	}
	if (judgement_stops(&act->judgement))
		duties = lappend(duties, pstrdup("cure:1"));
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

/* does this judgement say anything that the last one did not? */
bool
journal_differs(Act *act, const LastJudgement *last)
{
	return last->number == 0 ||
		duties_differ(act, last) ||
		strcmp(last->outcome, outcome_names[act->outcome]) != 0 ||
		!text_equal(last->from_state, state_or_null(act->call.from_state)) ||
		!text_equal(last->to_state, state_or_null(act->call.to_state)) ||
		!varlena_equal(last->satisfied, judgement_labels(&act->judgement, VERDICT_SATISFIED)) ||
		!varlena_equal(last->not_applicable,
					   judgement_labels(&act->judgement, VERDICT_NOT_APPLICABLE)) ||
		!varlena_equal(JsonbPGetDatum(last->findings), findings_jsonb(act));
}

/* ---------------------------------------------------------------------------
 * Duties
 * ---------------------------------------------------------------------------
 */

/* a duty that an act starts, or one that it started before */
typedef struct DutyStanding
{
	char	   *duty;
	int			version;
	char	   *side;
	DateADT		started_on;
	Datum		details;
	bool		arises;
} DutyStanding;

static void
duty_write(Act *act, const DutyRule *duty, DateADT started_on, Datum details)
{
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	Datum		values[18];
	char		nulls[18];
	const char *side = strcmp(duty->side, "actor") == 0 ? call->side : duty->side;

	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = Int64GetDatum(call->seq);
	values[2] = CStringGetTextDatum(duty->duty);
	values[3] = Int32GetDatum(duty->version);
	values[4] = CStringGetTextDatum(call->procedure);
	values[5] = call->subject_id;
	values[6] = text_or_null(side, &nulls[6]);
	values[7] = DateADTGetDatum(started_on);
	values[8] = Int32GetDatum(duty->amount);
	nulls[8] = duty->has_amount ? ' ' : 'n';
	values[9] = text_or_null(duty->unit, &nulls[9]);
	values[10] = text_or_null(duty->cadence, &nulls[10]);
	values[11] = CStringGetTextDatum(duty->fulfilled_by);
	values[12] = CStringGetTextDatum(duty->suspended_by);
	values[13] = CStringGetTextDatum(duty->resumed_by);
	values[14] = CStringGetTextDatum(duty->ended_by);
	values[15] = details;
	values[16] = Int32GetDatum(act->number);
	values[17] = TimestampTzGetDatum(act->moment);
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

static void
duty_bring_up(Act *act, List *standing, const DutyRule *duty, DateADT started_on, Datum details)
{
	const char *side = strcmp(duty->side, "actor") == 0 ? act->call.side : duty->side;
	ListCell   *lc;

	foreach(lc, standing)
	{
		DutyStanding *old = lfirst(lc);

		if (strcmp(old->duty, duty->duty) != 0)
			continue;
		if (old->version == duty->version && text_equal(old->side, side) &&
			varlena_equal(old->details, details))
		{
			old->arises = true;
			return;
		}
		/* its clock goes on */
		if (details != (Datum) 0 && strcmp(duty->duty, "cure") == 0)
			started_on = old->started_on;
		duty_close(act, act->call.seq, old->duty);
		old->arises = true;
	}
	duty_write(act, duty, started_on, details);
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
		const DutyRule *duty = lfirst(lc);

		if (duty_is_started(act, duty))
			duty_bring_up(act, standing, duty, act->call.acted_on, nothing);
	}
	if (stops)
	{
		DutyRule	cure;

		memset(&cure, 0, sizeof(cure));
		cure.duty = "cure";
		cure.version = 1;
		cure.side = "actor";
		cure.has_amount = true;
		cure.amount = CURE_DAYS;
		cure.unit = "days";
		cure.fulfilled_by = "{cure}";
		cure.suspended_by = cure.resumed_by = cure.ended_by = "{}";
		/* nobody could know before */
		duty_bring_up(act, standing, &cure,
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
 * Rules that came into force while the subject was on its way
 * ---------------------------------------------------------------------------
 */

void
running_rules_write(Act *act)
{
	Guard	   *guard = act->guard;
	Oid			id = guard->id_type;
	Oid			types[9] = {id, TEXTOID, id, TEXTOID, INT4OID, TEXTOID, INT4OID, DATEOID, INT8OID};
	ListCell   *lc;

	if (act->judgement.running == NIL)
		return;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	foreach(lc, act->judgement.running)
	{
		const RunningRule *met = lfirst(lc);
		Datum		values[9];
		char		nulls[9];

		memset(nulls, ' ', sizeof(nulls));
		values[0] = act->call.case_id;
		values[1] = CStringGetTextDatum(act->call.procedure);
		values[2] = act->call.subject_id;
		values[3] = CStringGetTextDatum(met->rule->name);
		values[4] = Int32GetDatum(met->rule->version);
		values[5] = CStringGetTextDatum(running_names[met->rule->running]);
		values[6] = Int32GetDatum(met->earlier ? met->earlier->version : 0);
		nulls[6] = met->earlier ? ' ' : 'n';
		values[7] = DateADTGetDatum(act->call.begun_on);
		values[8] = Int64GetDatum(act->call.seq);
		engine_write_begin(guard->running_relid);
		(void) query_run(psprintf("insert into %s.running_rule (case_id, procedure, subject_id, rule, "
								  "version, policy, earlier_version, begun_on, seq) "
								  "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
								  "on conflict do nothing", guard->rulebook),
						 9, types, values, nulls, 0);
		engine_write_end();
	}
	SPI_finish();
}
