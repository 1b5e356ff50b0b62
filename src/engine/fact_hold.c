/*
 * fact_hold.c
 *		The trigger on tables that facts come from.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/pending.h"

PG_FUNCTION_INFO_V1(fact_hold);

/*
 * A change of a fact takes the same lock as an act of its case: whoever
 * commits first is seen by the other.
 */
typedef struct HoldEntry
{
	char		rulebook[PENDING_ID_LENGTH * 3];
	Oid			id_type;
	Oid			head_relid;
	SPIPlanPtr	update_plan;
	SPIPlanPtr	insert_plan;
} HoldEntry;

static HTAB *holds = NULL;

static HoldEntry *
hold_find(const char *rulebook, Oid id_type)
{
	char		key[PENDING_ID_LENGTH * 3];
	HoldEntry  *entry;
	bool		found;
	Oid			types[1] = {TEXTOID};
	Datum		value;
	bool		isnull;
	Oid			head_relid;
	SPIPlanPtr	update_plan;
	SPIPlanPtr	insert_plan;

	if (holds == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(key);
		ctl.entrysize = sizeof(HoldEntry);
		holds = hash_create("case_rules case heads", 8, &ctl, HASH_ELEM | HASH_STRINGS);
	}
	memset(key, 0, sizeof(key));
	strlcpy(key, rulebook, sizeof(key));
	entry = hash_search(holds, key, HASH_FIND, NULL);
	if (entry && entry->id_type == id_type &&
		SPI_plan_is_valid(entry->update_plan) && SPI_plan_is_valid(entry->insert_plan))
		return entry;

	value = CStringGetTextDatum(psprintf("%s.case_head", rulebook));
	(void) query_run("select $1::regclass::oid", 1, types, &value, NULL, 1);
	head_relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
												1, &isnull));
	update_plan = query_prepare(psprintf("update %s.case_head set act_seq = act_seq "
										 "where case_id = $1", rulebook), 1, &id_type);
	insert_plan = query_prepare(psprintf("insert into %s.case_head as h (case_id) values ($1) "
										 "on conflict (case_id) do update set act_seq = h.act_seq",
										 rulebook), 1, &id_type);
	entry = hash_search(holds, key, HASH_ENTER, &found);
	if (found)
	{
		SPI_freeplan(entry->update_plan);
		SPI_freeplan(entry->insert_plan);
	}
	SPI_keepplan(update_plan);
	SPI_keepplan(insert_plan);
	entry->id_type = id_type;
	entry->head_relid = head_relid;
	entry->update_plan = update_plan;
	entry->insert_plan = insert_plan;
	return entry;
}

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
	HoldEntry  *hold;

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

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	hold = hold_find(rulebook, type);
	engine_write_begin(hold->head_relid);
	if (query_execute(hold->update_plan, &case_id, NULL, 0) == 0)
	{
		engine_write_begin(hold->head_relid);
		(void) query_execute(hold->insert_plan, &case_id, NULL, 0);
	}
	engine_write_end();
	SPI_finish();
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
