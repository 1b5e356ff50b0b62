/*
 * amend.c
 *		Irregular acts, and acts on an act: annulment, correction, cure.
 *
 * What has happened is never written over.  An act recorded by mistake is taken
 * away by the act of annulment, or by the act again, as it should have been
 * recorded; both rows stay, and the first stops counting from that moment on.
 * What stands against an act is put right by an act of cure, which has rules of
 * its own.  A second person answers for each of them, as for an irregular act.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"

/*
 * A person's name in the form in which two writings of it are one: composed and
 * decomposed letters, any kind and number of blanks, capital and small.  Null
 * where nothing is left.
 */
static char *
person_folded(const char *name)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(name);
	MemoryContext caller = CurrentMemoryContext;
	char	   *folded;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	(void) query_run("select nullif(lower(btrim(regexp_replace(normalize($1, NFKC), "
					 "'[[:space:]\\u200b\\u200c\\u200d\\u2060\\ufeff]+', ' ', 'g')) "
					 "collate \"und-x-icu\"), '')", 1, types, &value, NULL, 1);
	folded = query_text(caller, 0, 1);
	SPI_finish();
	return folded;
}

static bool
same_person(const char *a, const char *b)
{
	return strcmp(person_folded(a), person_folded(b)) == 0;
}

/* null for a blank */
static char *
text_given(const char *text, int len)
{
	char	   *copy = pnstrdup(text, len);

	return person_folded(copy) ? copy : NULL;
}

static void
account_refuse(Act *act, char *message, char *hint)
{
	if (act->refusal.sqlstate == 0)
		act->refusal.tells_nothing = true;
	act_refuse(act, CR_ERRCODE_ACCOUNT_REFUSED, message, hint);
}

/* a whole number that an act can have */
static bool
number_is_seq(Numeric number)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number)));
	int			digits = strspn(text, "0123456789");

	if (text[digits] == '.')
		return digits <= 18 && strspn(text + digits + 1, "0") == strlen(text + digits + 1);
	return digits <= 18 && text[digits] == '\0';
}

/* the values are persons and reasons: none of them appears in an error */
static void
account_parse(Act *act, Jsonb *json, const char *column, Account *account, int64 *seq)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	char	   *key = NULL;

	account->given = true;
	if (!JB_ROOT_IS_OBJECT(json))
	{
		account_refuse(act, psprintf("the column \"%s\" of an act must be a JSON object", column),
					   pstrdup("Its keys are reason and second_person, and person or seq."));
		return;
	}
	it = JsonbIteratorInit(&json->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_VALUE && seq && strcmp(key, "rules") == 0 && v.type == jbvBinary)
		{
			act->cures_given = true;
			act->cures = json_text_list(&v);
		}
		else if (token == WJB_KEY)
			key = pnstrdup(v.val.string.val, v.val.string.len);
		else if (token == WJB_VALUE)
		{
			char	  **text = strcmp(key, "reason") == 0 ? &account->reason :
				strcmp(key, "second_person") == 0 ? &account->second_person :
				seq == NULL && strcmp(key, "person") == 0 ? &account->person : NULL;

			if (text && v.type == jbvString)
				*text = text_given(v.val.string.val, v.val.string.len);
			else if (seq && strcmp(key, "seq") == 0 && v.type == jbvNumeric &&
					 number_is_seq(v.val.numeric))
				*seq = DatumGetInt64(DirectFunctionCall1(numeric_int8,
														 NumericGetDatum(v.val.numeric)));
			else
				account_refuse(act, psprintf("the column \"%s\" of an act has no key \"%s\" of that kind",
											 column, key),
							   seq ? pstrdup("Its keys are seq, a number, and reason and second_person, texts.")
							   : pstrdup("Its keys are reason, person and second_person, texts."));
		}
	}
}

void
account_read(Act *act, HeapTuple row, TupleDesc desc)
{
	Guard	   *guard = act->guard;
	int64		seq = 0;

	for (int i = 0; i < 2; i++)
	{
		const RolePlace *at = &guard->roles[i == 0 ? ROLE_IRREGULAR : ROLE_AMENDS];
		bool		isnull = true;
		Datum		value = (Datum) 0;

		if (at->attno > 0)
			value = heap_getattr(row, at->attno, desc, &isnull);
		if (isnull)
			continue;
		if (i == 0)
			account_parse(act, DatumGetJsonbP(value), "irregular", &act->irregular, NULL);
		else
			account_parse(act, DatumGetJsonbP(value), "amends", &act->amendment, &seq);
	}
	act->call.target.seq = seq;
	act->amends = act->gate->kind == ACT_ANNULS ? AMEND_ANNUL :
		act->gate->kind == ACT_CURES ? AMEND_CURE :
		act->amendment.given ? AMEND_CORRECT : AMEND_NOTHING;
}

/*
 * The act that this one is about, as it stands.  Whether it is one that can be
 * annulled, corrected or cured is account_check's to say.
 */
void
amend_target_read(Act *act)
{
	ActCall    *call = &act->call;
	Target	   *target = &call->target;
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[5];
	char		nulls[5] = {' ', ' ', ' ', ' ', call->known_then ? ' ' : 'n'};

	act->target_found = false;
	if (target->seq == 0)
		return;
	values[0] = call->case_id;
	values[1] = Int64GetDatum(target->seq);
	values[2] = call->subject_id;
	values[3] = CStringGetTextDatum(call->procedure);
	values[4] = TimestampTzGetDatum(call->known_at);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_execute(guard_plan(act->guard, PLAN_TARGET), values, nulls, 1) == 1)
	{
		bool		isnull;
		Datum		findings;

		act->target_found = true;
		target->act = query_text(caller, 0, 1);
		target->side = query_text(caller, 0, 2);
		target->outcome = query_text(caller, 0, 3);
		target->acted_on = DatumGetDateADT(query_datum(caller, 0, 4, &isnull));
		target->has_acted_on = target->has_findings = true;
		act->target_stands = query_bool(0, 5);
		act->target_relid = DatumGetObjectId(query_datum(caller, 0, 6, &isnull));
		findings = query_datum(caller, 0, 7, &isnull);
		target->findings = isnull ? NIL : query_text_list(caller, findings);
		act->target_cured = DatumGetInt64(query_datum(caller, 0, 8, &isnull));
		act->cured_on = DatumGetDateADT(query_datum(caller, 0, 9, &isnull));
	}
	SPI_finish();

	/* an act of cure that is judged again is not judged by what it has brought about */
	if (act->again && act->amends == AMEND_CURE && target->outcome &&
		strcmp(target->outcome, outcome_names[OUTCOME_CURED]) == 0)
	{
		Gate	   *gate = gate_find(act->guard->rulebook, act->guard->procedure, target->act);

		target->outcome = outcome_names[gate->is_protective ? OUTCOME_PROTECTIVE :
										gate->is_factual ? OUTCOME_IRREGULAR : OUTCOME_BARRED];
	}
}

static void
amendment_check(Act *act)
{
	const Target *target = &act->call.target;
	Gate	   *target_gate;

	if (!act->target_found)
	{
		act_refuse(act, CR_ERRCODE_ACCOUNT_REFUSED,
				   psprintf("the subject has no act " INT64_FORMAT, target->seq),
				   pstrdup("Give as seq the number of an act of the same case, procedure and subject."));
		return;
	}
	if (!act->target_stands)
	{
		act_refuse(act, CR_ERRCODE_ACCOUNT_REFUSED,
				   psprintf("act " INT64_FORMAT " has been annulled or corrected already",
							target->seq),
				   pstrdup("Name the act that took its place, or record the act anew."));
		return;
	}
	target_gate = gate_find(act->guard->rulebook, act->guard->procedure, target->act);
	switch (act->amends)
	{
		case AMEND_NOTHING:
			break;
		case AMEND_CORRECT:
			if (strcmp(target->act, act->call.act) != 0)
				act_refuse(act, CR_ERRCODE_ACCOUNT_REFUSED,
						   psprintf("act " INT64_FORMAT " is \"%s\" and cannot be corrected into \"%s\"",
									target->seq, target->act, act->call.act),
						   pstrdup("Annul it, and record what happened instead."));
			/* fall through */
		case AMEND_ANNUL:
			if (target_gate->kind == ACT_ANNULS)
				act_refuse(act, CR_ERRCODE_ACCOUNT_REFUSED,
						   pstrdup("an annulment can be neither annulled nor corrected"),
						   pstrdup("Record the annulled act anew."));
			if (act->call.side && target->side && strcmp(act->call.side, target->side) != 0)
				act_refuse(act, CR_ERRCODE_WRONG_SIDE,
						   psprintf("act " INT64_FORMAT " belongs to the %s side, not to the %s side",
									target->seq, target->side, act->call.side),
						   psprintf("Let an authority of the %s State annul or correct it.",
									target->side));
			break;
		case AMEND_CURE:
			if (target->outcome == NULL ||
				(strcmp(target->outcome, outcome_names[OUTCOME_IRREGULAR]) != 0 &&
				 strcmp(target->outcome, outcome_names[OUTCOME_BARRED]) != 0 &&
				 strcmp(target->outcome, outcome_names[OUTCOME_PROTECTIVE]) != 0))
				act_refuse(act, CR_ERRCODE_ACCOUNT_REFUSED,
						   psprintf("nothing stands against act " INT64_FORMAT, target->seq),
						   pstrdup("Only an act that rules stand against can be cured."));
			break;
	}
}

/*
 * The column amends of an act of cure, with the rules that stand against the
 * other act now: these and no others does it put right, wherever it is judged.
 */
Datum
cure_rules_add(const Act *act, Datum amends)
{
	StringInfoData json;
	ListCell   *lc;

	initStringInfo(&json);
	appendStringInfoString(&json, "{\"rules\": [");
	foreach(lc, act->call.target.findings)
	{
		if (foreach_current_index(lc) > 0)
			appendStringInfoString(&json, ", ");
		escape_json(&json, lfirst(lc));
	}
	appendStringInfoString(&json, "]}");
	return DirectFunctionCall2(jsonb_concat, amends,
							   DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data)));
}

/* a cure whose row was stamped before the other act was judged */
void
cure_rules_correct(Act *act, const Act *as_stamped, Oid leaf)
{
	List	   *found = act->call.target.findings;
	Datum		values[3] = {act->call.case_id, Int64GetDatum(act->call.seq), (Datum) 0};
	bool		equal = list_length(found) == list_length(as_stamped->cures);
	ListCell   *la;
	ListCell   *lb;

	forboth(la, found, lb, as_stamped->cures)
		equal = equal && strcmp(lfirst(la), lfirst(lb)) == 0;
	if (equal)
		return;
	values[2] = query_text_array(found);
	act_row_write(act, leaf, PLAN_CURE_RULES, values, NULL);
}

/* what only the engine writes into the column amends; afterwards nobody could tell who did */
void
cure_rules_refuse(const Act *act)
{
	if (act->cures_given)
		ereport(ERROR,
				(errcode(CR_ERRCODE_ACCOUNT_REFUSED),
				 errmsg("the key \"rules\" of the column \"amends\" is derived and cannot be written"),
				 errhint("Leave it out: it follows from what stands against the act.")));
}

/* what an account must say, whatever the procedure */
void
account_check(Act *act)
{
	Gate	   *gate = act->gate;
	Account    *irregular = &act->irregular;
	Account    *amendment = &act->amendment;

	if (irregular->given)
	{
		if (!gate->is_factual)
			account_refuse(act, psprintf("act \"%s\" cannot be recorded as irregular", act->call.act),
						   pstrdup("Only an act that tells what has happened in the world can be. A decision waits until nothing stands against it."));
		else if (irregular->reason == NULL || irregular->person == NULL ||
				 irregular->second_person == NULL)
			account_refuse(act, pstrdup("an irregular act needs a reason, a person and a second person"),
						   pstrdup("Write them into the column irregular: {\"reason\": …, \"person\": …, \"second_person\": …}."));
		else if (same_person(irregular->person, irregular->second_person))
			account_refuse(act, pstrdup("the second person of an irregular act is the same as the first"),
						   pstrdup("Somebody else must have looked at it."));
	}
	if (act->amends == AMEND_NOTHING)
		return;
	if (!amendment->given || act->call.target.seq == 0 || amendment->reason == NULL ||
		amendment->second_person == NULL)
		account_refuse(act, psprintf("act \"%s\" needs the act that it is about, a reason and a second person",
									 act->call.act),
					   pstrdup("Write them into the column amends: {\"seq\": …, \"reason\": …, \"second_person\": …}."));
	else if (act->call.actor == NULL || person_folded(act->call.actor) == NULL)
		account_refuse(act, psprintf("act \"%s\" needs its actor", act->call.act),
					   pstrdup("The actor and the second person answer for it together."));
	else if (same_person(act->call.actor, amendment->second_person))
		account_refuse(act, psprintf("the second person of act \"%s\" is its actor", act->call.act),
					   pstrdup("Somebody else must have looked at it."));
	if (act->refusal.sqlstate == 0)
		amendment_check(act);
}

/* takes away the act that this one annuls, or whose place it takes */
void
amend_supersede(Act *act)
{
	Datum		values[3] = {act->call.case_id, Int64GetDatum(act->call.target.seq),
	TimestampTzGetDatum(act->moment)};

	/* at every moment, the one or the other is what is known */
	if (act->target_stands)
		act_row_write(act, act->target_relid, PLAN_SUPERSEDE, values, NULL);
	duties_end(act, act->call.target.seq);
}
