/*
 * fact_hold.c
 *		The trigger on tables that facts come from.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "commands/trigger.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/errors.h"
#include "engine/pending.h"

PG_FUNCTION_INFO_V1(fact_hold);

/*
 * A change of a fact takes the same lock as an act of its case: whoever
 * commits first is seen by the other.
 */
static void
case_hold(TriggerData *trigdata, const char *rulebook, HeapTuple row)
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

	(void) case_head_advance(rulebook, type, case_id, 0);
}

Datum
fact_hold(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	OwnerScope	scope;
	char	   *rulebook;

	trigger_check(fcinfo, "case_rules.fact_hold", 1);
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner))
		return PointerGetDatum(NULL);
	rulebook = trigdata->tg_trigger->tgargs[0];
	owner_scope_enter(&scope, trigdata->tg_relation->rd_rel->relowner);
	case_hold(trigdata, rulebook, trigdata->tg_trigtuple);
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		case_hold(trigdata, rulebook, trigdata->tg_newtuple);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}
