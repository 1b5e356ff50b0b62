/*
 * journal.c
 *		What was judged of an act, kept.
 *
 * Nothing is written over: a further judgement stands beside the first.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"

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
