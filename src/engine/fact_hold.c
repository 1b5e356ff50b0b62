/*
 * fact_hold.c
 *		The trigger on tables that facts come from.
 *
 * A change of a fact takes the same lock as an act of its case: whoever commits
 * first is seen by the other.  Where it reaches back behind acts of the case,
 * the head of the case says from which day on they wait to be judged again.
 *
 * Arguments: the rulebook; the column with the day from which a row counts; the
 * columns with days on which it ends.  Without a first day, it has always
 * counted; where that is "-", it never counts for acts recorded before it.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "replication/logicalworker.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/errors.h"
#include "engine/pending.h"

PG_FUNCTION_INFO_V1(fact_hold);

/* a day of a row; no_day where it has none, or the table no such column */
static DateADT
row_day(Relation rel, HeapTuple row, const char *column, DateADT no_day)
{
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), column);
	bool		isnull;
	Datum		value;

	if (attno <= 0 || TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid != DATEOID)
		return DATEVAL_NOBEGIN;
	value = heap_getattr(row, attno, RelationGetDescr(rel), &isnull);
	return isnull ? no_day : DatumGetDateADT(value);
}

/* from when on a row counts */
static DateADT
row_since(TriggerData *trigdata, HeapTuple row)
{
	Trigger    *trigger = trigdata->tg_trigger;

	if (trigger->tgnargs < 2)
		return DATEVAL_NOBEGIN;
	if (strcmp(trigger->tgargs[1], "-") == 0)
		return DATEVAL_NOEND;
	return row_day(trigdata->tg_relation, row, trigger->tgargs[1], DATEVAL_NOBEGIN);
}

/* a former version says nothing about what is known now */
static bool
row_stands(Relation rel, HeapTuple row)
{
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "superseded_at");

	return attno <= 0 || heap_attisnull(row, attno, RelationGetDescr(rel));
}

static bool
column_is_end(const Trigger *trigger, const char *column)
{
	for (int i = 2; i < trigger->tgnargs; i++)
		if (strcmp(trigger->tgargs[i], column) == 0)
			return true;
	return false;
}

/* do the two differ in the days on which they end, and in nothing else that counts? */
static bool
only_ends_differ(TriggerData *trigdata)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(desc, i);
		bool		old_isnull,
					new_isnull;
		Datum		old_value,
					new_value;

		if (attr->attisdropped || strcmp(NameStr(attr->attname), "recorded_at") == 0 ||
			column_is_end(trigdata->tg_trigger, NameStr(attr->attname)))
			continue;
		old_value = heap_getattr(trigdata->tg_trigtuple, i + 1, desc, &old_isnull);
		new_value = heap_getattr(trigdata->tg_newtuple, i + 1, desc, &new_isnull);
		if (old_isnull != new_isnull ||
			(!old_isnull && !datum_image_eq(old_value, new_value, attr->attbyval, attr->attlen)))
			return false;
	}
	return true;
}

/* from which day on a change makes a difference */
static DateADT
change_since(TriggerData *trigdata)
{
	Relation	rel = trigdata->tg_relation;
	Trigger    *trigger = trigdata->tg_trigger;
	DateADT		since = DATEVAL_NOEND;

	if (!TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		return row_stands(rel, trigdata->tg_trigtuple) ? row_since(trigdata, trigdata->tg_trigtuple)
			: DATEVAL_NOEND;
	if (!row_stands(rel, trigdata->tg_trigtuple) && !row_stands(rel, trigdata->tg_newtuple))
		return DATEVAL_NOEND;
	if (!only_ends_differ(trigdata))
		return Min(row_since(trigdata, trigdata->tg_trigtuple),
				   row_since(trigdata, trigdata->tg_newtuple));
	for (int i = 2; i < trigger->tgnargs; i++)
	{
		AttrNumber	attno = get_attnum(RelationGetRelid(rel), trigger->tgargs[i]);
		DateADT		before = row_day(rel, trigdata->tg_trigtuple, trigger->tgargs[i], DATEVAL_NOEND);
		DateADT		after = row_day(rel, trigdata->tg_newtuple, trigger->tgargs[i], DATEVAL_NOEND);

		/* a column that is none, or no day, may have said anything */
		if (attno <= 0 || TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid != DATEOID)
			return DATEVAL_NOBEGIN;
		if (before != after)
			since = Min(since, Min(before, after));
	}
	return since;
}

/* a row that goes to another case is held in both */
static bool
changes_case(TriggerData *trigdata)
{
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "case_id");
	Form_pg_attribute attr = TupleDescAttr(desc, attno - 1);
	bool		old_isnull,
				new_isnull;
	Datum		old_value = heap_getattr(trigdata->tg_trigtuple, attno, desc, &old_isnull);
	Datum		new_value = heap_getattr(trigdata->tg_newtuple, attno, desc, &new_isnull);

	return old_isnull || new_isnull ||
		!datum_image_eq(old_value, new_value, attr->attbyval, attr->attlen);
}

static void
case_hold(TriggerData *trigdata, const char *rulebook, HeapTuple row, DateADT since)
{
	Relation	rel = trigdata->tg_relation;
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "case_id");
	bool		isnull;
	Datum		case_id;
	Oid			type;
	PendingKey	key;
	PendingCase *entry;

	if (attno <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("table \"%s\" has no column \"case_id\"", RelationGetRelationName(rel)),
				 errtable(rel)));
	case_id = heap_getattr(row, attno, RelationGetDescr(rel), &isnull);
	if (isnull)
		return;
	type = TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid;

	pending_key(&key, rulebook, type, case_id);
	entry = pending_find(&key);
	if (entry)
		entry->stale = true;

	case_head_reach(rulebook, type, case_id, since, RelationGetRelationName(rel));
}

static bool
rulebook_is_shared(TriggerData *trigdata)
{
	Relation	rel = trigdata->tg_relation;
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "case_id");
	OwnerScope	scope;
	bool		shared = false;

	if (attno <= 0)
		return false;
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	shared = case_head_is_shared(trigdata->tg_trigger->tgargs[0],
								 TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid);
	owner_scope_leave(&scope);
	return shared;
}

Datum
fact_hold(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	OwnerScope	scope;
	char	   *rulebook;
	DateADT		since;

	trigger_check(fcinfo, "case_rules.fact_hold", TRIGGER_ARGS_FROM_ONE);
	/* a fact from another office may reach back behind acts of this one */
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner) &&
		!(IsLogicalWorker() && rulebook_is_shared(trigdata)))
		return PointerGetDatum(NULL);
	/* nothing that is known now depends on a former version */
	if (!TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) &&
		!row_stands(trigdata->tg_relation, trigdata->tg_trigtuple))
		return PointerGetDatum(NULL);
	rulebook = trigdata->tg_trigger->tgargs[0];
	since = change_since(trigdata);
	owner_scope_enter(&scope, trigdata->tg_relation->rd_rel->relowner);
	case_hold(trigdata, rulebook, trigdata->tg_trigtuple, since);
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) && changes_case(trigdata))
		case_hold(trigdata, rulebook, trigdata->tg_newtuple, since);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}
