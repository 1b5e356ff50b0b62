/*
 * finding.c
 *		The answer: findings as rows, as JSON and as one error.
 *
 * A refusal names every rule that stands against the act at once, so that a
 * case worker puts all of it right in one go.  The message and the hint are
 * for a person, DETAIL is one JSON object for a program, and the constraint,
 * table and schema fields carry what drivers expose.  None of them holds an
 * id, a name or a value of a fact: errors end up in logs.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/finding.h"

int
judgement_findings(const Judgement *judgement)
{
	int			n = 0;

	for (int i = 0; i < judgement->noutcomes; i++)
		n += outcome_is_finding(&judgement->outcomes[i]);
	return n;
}

bool
judgement_stops(const Judgement *judgement)
{
	for (int i = 0; i < judgement->noutcomes; i++)
		if (outcome_stops(&judgement->outcomes[i]))
			return true;
	return false;
}

/* ---------------------------------------------------------------------------
 * JSON
 * ---------------------------------------------------------------------------
 */

static void
json_pair(StringInfo out, const char *key, const char *value)
{
	if (out->data[out->len - 1] != '{')
		appendStringInfoString(out, ", ");
	escape_json(out, key);
	appendStringInfoString(out, ": ");
	if (value)
		escape_json(out, value);
	else
		appendStringInfoString(out, "null");
}

static void
json_list(StringInfo out, const char *key, List *values)
{
	ListCell   *lc;

	appendStringInfoString(out, ", ");
	escape_json(out, key);
	appendStringInfoString(out, ": [");
	foreach(lc, values)
	{
		if (foreach_current_index(lc) > 0)
			appendStringInfoString(out, ", ");
		escape_json(out, lfirst(lc));
	}
	appendStringInfoChar(out, ']');
}

static void
outcome_json(StringInfo out, const Outcome *outcome)
{
	const Rule *rule = outcome->rule;

	appendStringInfoChar(out, '{');
	json_pair(out, "rule", rule->name);
	appendStringInfo(out, ", \"version\": %d", rule->version);
	json_pair(out, "verdict", verdict_names[outcome->verdict]);
	json_pair(out, "severity", severity_names[outcome->severity]);
	json_pair(out, "mode", rule->enforced ? "enforced" : "shadow");
	json_pair(out, "basis", rule->basis);
	json_pair(out, "citation", rule->citation);
	json_pair(out, "message", rule->message);
	json_pair(out, "hint", rule->hint);
	json_list(out, "failing", outcome->failing);
	json_list(out, "missing", outcome->missing);
	json_pair(out, "curable_by", rule->curable_by);
	if (outcome->override_id)
		json_pair(out, "override_id", outcome->override_id);
	if (outcome->error)
		json_pair(out, "error", outcome->error);
	appendStringInfoChar(out, '}');
}

/* the findings, without the rules that are satisfied or do not apply */
void
judgement_json(StringInfo out, const Judgement *judgement)
{
	bool		first = true;

	appendStringInfoChar(out, '[');
	for (int i = 0; i < judgement->noutcomes; i++)
	{
		const Outcome *outcome = &judgement->outcomes[i];

		if (!outcome_is_finding(outcome))
			continue;
		if (!first)
			appendStringInfoString(out, ", ");
		first = false;
		outcome_json(out, outcome);
	}
	appendStringInfoChar(out, ']');
}

/* the rules with one verdict, each as name:version */
Datum
judgement_labels(const Judgement *judgement, Verdict verdict)
{
	Datum	   *labels = palloc(sizeof(Datum) * Max(judgement->noutcomes, 1));
	int			n = 0;

	for (int i = 0; i < judgement->noutcomes; i++)
		if (judgement->outcomes[i].verdict == verdict)
			labels[n++] = CStringGetTextDatum(judgement->outcomes[i].rule->label);
	return PointerGetDatum(construct_array(labels, n, TEXTOID, -1, false, TYPALIGN_INT));
}

static char *
detail_json(const ActCall *call, const Judgement *judgement)
{
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d", FINDING_JSON_VERSION);
	json_pair(&out, "procedure", call->procedure);
	json_pair(&out, "act", call->act);
	json_pair(&out, "side", call->side);
	json_pair(&out, "from_state",
			  call->from_state && strcmp(call->from_state, "-") == 0 ? NULL : call->from_state);
	appendStringInfoString(&out, ", \"findings\": ");
	if (judgement)
		judgement_json(&out, judgement);
	else
		appendStringInfoString(&out, "[]");
	appendStringInfoChar(&out, '}');
	return out.data;
}

/* ---------------------------------------------------------------------------
 * Errors
 * ---------------------------------------------------------------------------
 */

static const char *
side_words(const char *side)
{
	if (strcmp(side, "requesting") == 0)
		return "the requesting State";
	if (strcmp(side, "requested") == 0)
		return "the requested State";
	return "either State";
}

void
judgement_raise(const Judgement *judgement, const ActCall *call, Oid relid)
{
	const Outcome *first = NULL;
	int			stops = 0;
	bool		bars = false;
	StringInfoData message;
	StringInfoData hint;
	char	   *schema = get_namespace_name(get_rel_namespace(relid));
	char	   *table = get_rel_name(relid);

	for (int i = 0; i < judgement->noutcomes; i++)
	{
		const Outcome *outcome = &judgement->outcomes[i];

		if (!outcome_stops(outcome))
			continue;
		stops++;
		/* the first that bars leads, else the first */
		if (first == NULL || (!bars && outcome->severity == SEVERITY_BAR))
			first = outcome;
		bars = bars || outcome->severity == SEVERITY_BAR;
	}

	initStringInfo(&message);
	initStringInfo(&hint);
	appendStringInfo(&message, "act \"%s\" is barred: %s", call->act, first->rule->message);
	if (stops > 1)
		appendStringInfo(&message, " (and %d more)", stops - 1);
	appendStringInfoString(&hint, first->rule->hint);
	if (first->missing != NIL)
	{
		ListCell   *lc;

		appendStringInfoString(&hint, " Not recorded yet:");
		foreach(lc, first->missing)
			appendStringInfo(&hint, "%s %s", foreach_current_index(lc) ? "," : "",
							 (char *) lfirst(lc));
		appendStringInfoChar(&hint, '.');
	}
	if (!bars)
	{
		appendStringInfo(&hint, " Otherwise record an override of %s", first->rule->name);
		for (int i = 0; i < judgement->noutcomes; i++)
			if (outcome_stops(&judgement->outcomes[i]) && &judgement->outcomes[i] != first)
				appendStringInfo(&hint, ", %s", judgement->outcomes[i].rule->name);
		appendStringInfo(&hint, " by an authority of %s, with reason, power and a second person.",
						 side_words(call->side ? call->side : "both"));
	}
	ereport(ERROR,
			(errcode(bars ? CR_ERRCODE_BARRED : CR_ERRCODE_OVERRIDE_NEEDED),
			 errmsg("%s", message.data),
			 errdetail("%s", detail_json(call, judgement)),
			 errhint("%s", hint.data),
			 err_generic_string(PG_DIAG_SCHEMA_NAME, schema ? schema : ""),
			 err_generic_string(PG_DIAG_TABLE_NAME, table ? table : ""),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, first->rule->name)));
}

void
refusal_raise(const Refusal *refusal, const ActCall *call, Oid relid)
{
	char	   *schema = get_namespace_name(get_rel_namespace(relid));
	char	   *table = get_rel_name(relid);
	ActCall		shown = *call;

	/* its reader may be one who may not see the subject */
	if (refusal->tells_nothing)
		shown.side = shown.from_state = NULL;
	ereport(ERROR,
			(errcode(refusal->sqlstate),
			 errmsg("%s", refusal->message),
			 errdetail("%s", detail_json(&shown, NULL)),
			 errhint("%s", refusal->hint),
			 err_generic_string(PG_DIAG_SCHEMA_NAME, schema ? schema : ""),
			 err_generic_string(PG_DIAG_TABLE_NAME, table ? table : ""),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, call->procedure)));
}

static bool
outcome_warns(const Outcome *outcome)
{
	return outcome_is_finding(outcome) && outcome->verdict != VERDICT_OVERRIDDEN &&
		outcome->rule->enforced;
}

bool
judgement_warns(const Judgement *judgement)
{
	for (int i = 0; i < judgement->noutcomes; i++)
		if (outcome_warns(&judgement->outcomes[i]))
			return true;
	return false;
}

/* who may not see the subject is told that there are findings, not which */
void
judgement_warn(const Judgement *judgement, const ActCall *call, bool visible)
{
	StringInfoData names;
	int			n = 0;

	if (!visible)
	{
		ereport(WARNING,
				(errmsg("act \"%s\" is recorded with findings", call->act),
				 errhint("They are shown to those who may see the subject of the act.")));
		return;
	}

	initStringInfo(&names);
	for (int i = 0; i < judgement->noutcomes; i++)
	{
		const Outcome *outcome = &judgement->outcomes[i];

		if (!outcome_warns(outcome))
			continue;
		appendStringInfo(&names, "%s%s", n++ ? ", " : "", outcome->rule->name);
	}
	ereport(WARNING,
			(errmsg_plural("act \"%s\" is recorded with %d finding: %s",
						   "act \"%s\" is recorded with %d findings: %s",
						   n, call->act, n, names.data),
			 errdetail("%s", detail_json(call, judgement)),
			 errhint("The view act_finding of the rulebook keeps them.")));
}

/* ---------------------------------------------------------------------------
 * Rows of case_rules.finding
 * ---------------------------------------------------------------------------
 */

/* an enum label or any other text, into the type that the row has there */
static Datum
column_from_text(TupleDesc desc, int column, const char *text)
{
	Oid			typinput;
	Oid			typioparam;

	getTypeInputInfo(TupleDescAttr(desc, column)->atttypid, &typinput, &typioparam);
	return OidInputFunctionCall(typinput, unconstify(char *, text), typioparam, -1);
}

#define FINDING_COLUMNS 16

static void
finding_put_columns(ReturnSetInfo *rsinfo, const ActCall *call, const char *act,
					const char *side, const char *const *texts,
					int version, List *failing, List *missing)
{
	TupleDesc	desc = rsinfo->setDesc;
	Datum		values[FINDING_COLUMNS];
	bool		nulls[FINDING_COLUMNS];

	memset(nulls, true, sizeof(nulls));
	for (int i = 0; i < FINDING_COLUMNS; i++)
	{
		const char *text = i == 0 ? call->procedure : i == 1 ? act : i == 2 ? side : texts[i];

		if (text)
		{
			values[i] = column_from_text(desc, i, text);
			nulls[i] = false;
		}
	}
	if (version > 0)
	{
		values[4] = Int32GetDatum(version);
		nulls[4] = false;
	}
	values[12] = query_text_array(failing);
	nulls[12] = false;
	values[13] = query_text_array(missing);
	nulls[13] = false;
	tuplestore_putvalues(rsinfo->setResult, desc, values, nulls);
}

void
finding_put(ReturnSetInfo *rsinfo, const ActCall *call, const Outcome *outcome)
{
	const char *texts[FINDING_COLUMNS] = {NULL};
	const Rule *rule = outcome->rule;

	if (rule)
	{
		texts[3] = rule->name;
		texts[7] = rule->enforced ? "enforced" : "shadow";
		texts[8] = rule->basis;
		texts[9] = rule->citation;
		texts[14] = rule->curable_by;
		texts[6] = severity_names[outcome->severity];
		if (outcome_is_finding(outcome))
		{
			texts[10] = outcome->error ? psprintf("%s (%s)", rule->message, outcome->error)
				: rule->message;
			texts[11] = rule->hint;
		}
		texts[15] = outcome->override_id;
	}
	texts[5] = verdict_names[outcome->verdict];
	finding_put_columns(rsinfo, call, outcome->act, outcome->side, texts,
						rule ? rule->version : 0, outcome->failing, outcome->missing);
}

void
finding_put_refusal(ReturnSetInfo *rsinfo, const ActCall *call, const Refusal *refusal)
{
	const char *texts[FINDING_COLUMNS] = {NULL};

	texts[3] = unpack_sql_state(refusal->sqlstate);
	texts[5] = verdict_names[VERDICT_VIOLATED];
	texts[6] = severity_names[SEVERITY_BAR];
	texts[7] = "enforced";
	texts[10] = refusal->message;
	texts[11] = refusal->hint;
	finding_put_columns(rsinfo, call, call->act, call->side, texts, 0, NIL, NIL);
}
