/*
 * journal.c
 *		What follows from an act that was let pass: journal and duties.
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
 * Within how many days the findings of a protective act are to be put right.
 * No text fixes it; it is the policy of this release, stated in docs.
 */
#define CURE_DAYS 14

static Datum
text_or_null(const char *text, char *null)
{
	*null = text ? ' ' : 'n';
	return text ? CStringGetTextDatum(text) : (Datum) 0;
}

static Datum
jsonb_from_text(const char *json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
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
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	StringInfoData json;
	Datum		values[19];
	char		nulls[19];

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	initStringInfo(&json);
	judgement_json(&json, &act->judgement);

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
	values[10] = text_or_null(strcmp(call->from_state, "-") == 0 ? NULL : call->from_state,
							  &nulls[10]);
	values[11] = CStringGetTextDatum(call->to_state);
	values[12] = CStringGetTextDatum(judgement_stops(&act->judgement) ? "protective" : "permitted");
	values[13] = Int32GetDatum(act->judgement.noutcomes);
	values[14] = Int32GetDatum(judgement_findings(&act->judgement));
	values[15] = jsonb_from_text(json.data);
	values[16] = judgement_labels(&act->judgement, VERDICT_SATISFIED);
	values[17] = judgement_labels(&act->judgement, VERDICT_NOT_APPLICABLE);
	values[18] = CStringGetTextDatum(CR_RELEASE);
	(void) engine_write_execute(guard->journal_relid, guard->journal_plan, values, nulls);
	SPI_finish();
}

static void
duty_write(Act *act, const DutyRule *duty, const char *details)
{
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	Datum		values[16];
	char		nulls[16];
	const char *side = strcmp(duty->side, "actor") == 0 ? call->side : duty->side;

	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = Int64GetDatum(call->seq);
	values[2] = CStringGetTextDatum(duty->duty);
	values[3] = Int32GetDatum(duty->version);
	values[4] = CStringGetTextDatum(call->procedure);
	values[5] = call->subject_id;
	values[6] = text_or_null(side, &nulls[6]);
	values[7] = DateADTGetDatum(call->acted_on);
	values[8] = Int32GetDatum(duty->amount);
	nulls[8] = duty->has_amount ? ' ' : 'n';
	values[9] = text_or_null(duty->unit, &nulls[9]);
	values[10] = text_or_null(duty->cadence, &nulls[10]);
	values[11] = CStringGetTextDatum(duty->fulfilled_by);
	values[12] = CStringGetTextDatum(duty->suspended_by);
	values[13] = CStringGetTextDatum(duty->resumed_by);
	values[14] = CStringGetTextDatum(duty->ended_by);
	values[15] = jsonb_from_text(details);
	(void) engine_write_execute(guard->duty_relid, guard->duty_plan, values, nulls);
}

void
duties_write(Act *act)
{
	bool		stops = judgement_stops(&act->judgement);
	ListCell   *lc;

	if (act->judgement.duties == NIL && !stops)
		return;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	foreach(lc, act->judgement.duties)
		duty_write(act, lfirst(lc), "{}");
	if (stops)
	{
		DutyRule	cure;
		StringInfoData details;

		memset(&cure, 0, sizeof(cure));
		cure.duty = "cure";
		cure.version = 1;
		cure.side = "actor";
		cure.has_amount = true;
		cure.amount = CURE_DAYS;
		cure.unit = "days";
		cure.fulfilled_by = "{cure}";
		cure.suspended_by = cure.resumed_by = cure.ended_by = "{}";

		initStringInfo(&details);
		appendStringInfoString(&details, "{\"rules\": [");
		for (int i = 0, n = 0; i < act->judgement.noutcomes; i++)
		{
			const Outcome *outcome = &act->judgement.outcomes[i];

			if (outcome_stops(outcome))
				appendStringInfo(&details, "%s\"%s\"", n++ ? ", " : "", outcome->rule->name);
		}
		appendStringInfoString(&details, "]}");
		duty_write(act, &cure, details.data);
	}
	SPI_finish();
}
