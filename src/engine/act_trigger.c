/*
 * act_trigger.c
 *		The triggers on a table whose rows are acts.
 *
 * The BEFORE trigger stamps what is derived and judges without refusing: a row
 * that ON CONFLICT DO NOTHING drops afterwards must not fail.  The AFTER
 * trigger is where an act is refused or let pass.  It takes the verdict from
 * the BEFORE trigger only if nothing has happened in between: the row is the
 * same to the byte, no fact of the case was written, and no earlier act of the
 * case was still on its way.  Otherwise it judges again, counting only acts
 * with a smaller seq; so two acts in one INSERT or one COPY are judged as if
 * they had been written one by one.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/errors.h"
#include "engine/pending.h"

PG_FUNCTION_INFO_V1(act_stamp);
PG_FUNCTION_INFO_V1(act_judge);
PG_FUNCTION_INFO_V1(act_refuse_truncate);

/*
 * Number of the statement that fires the trigger.  The trigger's FmgrInfo
 * lives as long as the executor runs the statement.
 */
static uint64
statement_number(FunctionCallInfo fcinfo)
{
	static uint64 last = 0;
	uint64	   *number = fcinfo->flinfo->fn_extra;

	if (number == NULL)
	{
		number = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(uint64));
		*number = ++last;
		fcinfo->flinfo->fn_extra = number;
	}
	return *number;
}

static int
trigger_depth(void)
{
	return DatumGetInt32(OidFunctionCall0(F_PG_TRIGGER_DEPTH));
}

#define STAMP_COLUMNS 7
static const char *const stamp_columns[STAMP_COLUMNS] = {
	"seq", "side", "from_state", "to_state", "finding_count", "recorded_at", "recorded_by"
};
static const Oid stamp_types[STAMP_COLUMNS] = {
	INT8OID, TEXTOID, TEXTOID, TEXTOID, INT4OID, TIMESTAMPTZOID, TEXTOID
};

static void
stamp_attnums(Relation rel, AttrNumber *attnums)
{
	for (int i = 0; i < STAMP_COLUMNS; i++)
	{
		attnums[i] = get_attnum(RelationGetRelid(rel), stamp_columns[i]);
		if (attnums[i] <= 0 && i < 5)
			ereport(ERROR,
					(errcode(CR_ERRCODE_GUARD_BROKEN),
					 errmsg("table \"%s\" has no column \"%s\"", RelationGetRelationName(rel),
							stamp_columns[i]),
					 errhint("An act table has the columns seq, side, from_state, to_state and finding_count."),
					 errtable(rel)));
		if (attnums[i] > 0 &&
			TupleDescAttr(RelationGetDescr(rel), attnums[i] - 1)->atttypid != stamp_types[i])
			ereport(ERROR,
					(errcode(CR_ERRCODE_GUARD_BROKEN),
					 errmsg("column \"%s\" of table \"%s\" must be of type %s",
							stamp_columns[i], RelationGetRelationName(rel),
							format_type_be(stamp_types[i])),
					 errhint("Give the column its type back."),
					 errtable(rel)));
	}
}

/* what only the engine may write, if the row brings it */
static const char *
derived_column_given(Relation rel, HeapTuple row)
{
	AttrNumber	attnums[STAMP_COLUMNS];

	stamp_attnums(rel, attnums);
	for (int i = 0; i < 5; i++)
		if (!heap_attisnull(row, attnums[i], RelationGetDescr(rel)))
			return stamp_columns[i];
	return NULL;
}

void
act_refuse_derived(Act *act, Relation rel, HeapTuple row)
{
	const char *column = derived_column_given(rel, row);

	if (column)
		act_refuse(act, CR_ERRCODE_STATE_WRITTEN,
				   psprintf("column \"%s\" of an act is derived and cannot be written", column),
				   pstrdup("Leave it out: the state follows from the act."));
}

/* 0 seq, 1 side, 2 from, 3 to, 4 finding count */
static void
stamp_values(const Act *act, Datum *values, bool *nulls)
{
	const ActCall *call = &act->call;
	bool		known = act->refusal.sqlstate == 0;

	memset(nulls, true, sizeof(bool) * STAMP_COLUMNS);
	values[0] = Int64GetDatum(call->seq);
	nulls[0] = false;
	if (call->side)
	{
		values[1] = CStringGetTextDatum(call->side);
		nulls[1] = false;
	}
	if (known && strcmp(call->from_state, "-") != 0)
	{
		values[2] = CStringGetTextDatum(call->from_state);
		nulls[2] = false;
	}
	if (known && call->to_state)
	{
		values[3] = CStringGetTextDatum(call->to_state);
		nulls[3] = false;
	}
	if (act->judged)
	{
		values[4] = Int32GetDatum(judgement_findings(&act->judgement));
		nulls[4] = false;
	}
}

Datum
act_stamp(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	TupleDesc	desc;
	HeapTuple	row;
	char	  **args;
	OwnerScope	scope;
	AttrNumber	attnums[STAMP_COLUMNS];
	Datum		values[STAMP_COLUMNS];
	bool		nulls[STAMP_COLUMNS];
	PendingKey	key;
	PendingCase *entry;
	Act		   *act;
	int			columns[STAMP_COLUMNS];
	int			nstamps = 0;
	const char *derived;
	MemoryContext work;
	MemoryContext caller = CurrentMemoryContext;

	trigger_check(fcinfo, "case_rules.act_stamp", 2);
	rel = trigdata->tg_relation;
	desc = RelationGetDescr(rel);
	row = trigdata->tg_trigtuple;
	args = trigdata->tg_trigger->tgargs;

	if (guard_is_bypassed(rel->rd_rel->relowner) ||
		(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) &&
		 engine_is_writing(RelationGetRelid(rel))))
		return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event)
							   ? trigdata->tg_newtuple : row);
	if (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		ereport(ERROR,
				(errcode(CR_ERRCODE_APPEND_ONLY),
				 errmsg("an act cannot be changed or removed"),
				 errhint("Record a further act: what has happened stays in the journal."),
				 errtable(rel)));

	stamp_attnums(rel, attnums);
	derived = derived_column_given(rel, row);
	if (derived)
		ereport(ERROR,
				(errcode(CR_ERRCODE_STATE_WRITTEN),
				 errmsg("column \"%s\" of an act is derived and cannot be written", derived),
				 errhint("Leave it out: the state follows from the act."),
				 errtable(rel)));

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(TopTransactionContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(work);
	act = palloc(sizeof(Act));
	act_read(act, args[0], rel, args[1], row, desc);
	gate_check_details(act->gate, act->call.details);

	/* from here on, nobody else writes to this case */
	act->call.seq = case_head_advance(args[0], act->call.id_type, act->call.case_id, 1);
	act_refresh(act, rel);
	act_resolve(act);

	/*
	 * Judge now, so that the row comes back with the number of its findings,
	 * unless an earlier act of the case is still on its way: its effects are
	 * not there yet.
	 */
	pending_key(&key, args[0], act->call.id_type, act->call.case_id);
	entry = pending_find(&key);
	if (entry && (entry->seq >= act->call.seq ||
				  (entry->statement != statement_number(fcinfo) && trigger_depth() == 1)))
	{
		/* left behind by a row that was dropped or rolled back */
		pending_remove(entry);
		entry = NULL;
	}
	if (act->refusal.sqlstate == 0 && entry == NULL)
	{
		act_judge_now(act);
		entry = pending_add(&key);
	}
	else
		entry = NULL;

	stamp_values(act, values, nulls);
	values[5] = TimestampTzGetDatum(GetCurrentTimestamp());
	nulls[5] = false;
	values[6] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	nulls[6] = false;
	MemoryContextSwitchTo(caller);
	for (int i = 0; i < STAMP_COLUMNS; i++)
	{
		if (attnums[i] <= 0)
			continue;
		columns[nstamps] = attnums[i];
		values[nstamps] = values[i];
		nulls[nstamps] = nulls[i];
		nstamps++;
	}
	row = heap_modify_tuple_by_cols(row, desc, nstamps, columns, values, nulls);
	owner_scope_leave(&scope);

	if (entry)
	{
		MemoryContext old = MemoryContextSwitchTo(work);

		entry->relid = RelationGetRelid(rel);
		entry->seq = act->call.seq;
		entry->statement = statement_number(fcinfo);
		entry->act = act;
		entry->row = heap_copytuple(row);
		MemoryContextDelete(entry->context);
		entry->context = work;
		MemoryContextSwitchTo(old);
	}
	else
		MemoryContextDelete(work);
	return PointerGetDatum(row);
}

static bool
rows_are_equal(HeapTuple a, HeapTuple b)
{
	return a->t_len == b->t_len &&
		a->t_data->t_hoff == b->t_data->t_hoff &&
		memcmp((char *) a->t_data + SizeofHeapTupleHeader,
			   (char *) b->t_data + SizeofHeapTupleHeader,
			   a->t_len - SizeofHeapTupleHeader) == 0 &&
		HeapTupleHeaderGetNatts(a->t_data) == HeapTupleHeaderGetNatts(b->t_data);
}

/* brings the stamp of a row in line with what the AFTER trigger found */
static void
stamp_correct(Act *act, Relation rel, HeapTuple row, AttrNumber *attnums)
{
	TupleDesc	desc = RelationGetDescr(rel);
	Datum		values[STAMP_COLUMNS];
	bool		nulls[STAMP_COLUMNS];
	bool		differs = false;
	StringInfoData sql;
	Oid			types[6] = {TEXTOID, TEXTOID, TEXTOID, INT4OID, act->call.id_type, INT8OID};
	Datum		args[6];
	char		argnulls[6];

	stamp_values(act, values, nulls);
	for (int i = 1; i < 5; i++)
	{
		bool		isnull;
		Datum		value = heap_getattr(row, attnums[i], desc, &isnull);

		if (isnull != nulls[i])
			differs = true;
		else if (!isnull && i < 4 &&
				 strcmp(TextDatumGetCString(value), TextDatumGetCString(values[i])) != 0)
			differs = true;
		else if (!isnull && i == 4 && DatumGetInt32(value) != DatumGetInt32(values[i]))
			differs = true;
	}
	if (!differs)
		return;

	initStringInfo(&sql);
	appendStringInfo(&sql, "update %s set side = $1, from_state = $2, to_state = $3, "
					 "finding_count = $4 where %s = $5 and seq = $6",
					 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
												RelationGetRelationName(rel)),
					 quote_identifier(get_attname(RelationGetRelid(rel),
												  act->guard->roles[ROLE_CASE_ID].attno, false)));
	for (int i = 0; i < 4; i++)
	{
		args[i] = values[i + 1];
		argnulls[i] = nulls[i + 1] ? 'n' : ' ';
	}
	args[4] = act->call.case_id;
	args[5] = Int64GetDatum(act->call.seq);
	argnulls[4] = argnulls[5] = ' ';
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	engine_write_begin(RelationGetRelid(rel));
	(void) query_run(sql.data, 6, types, args, argnulls, 0);
	engine_write_end();
	SPI_finish();
}

Datum
act_judge(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	TupleDesc	desc;
	HeapTuple	row;
	char	  **args;
	OwnerScope	scope;
	AttrNumber	attnums[STAMP_COLUMNS];
	PendingKey	key;
	PendingCase *entry;
	Act		   *act;
	Act			fresh;
	bool		isnull;
	int64		seq;
	MemoryContext work;
	MemoryContext caller;

	trigger_check(fcinfo, "case_rules.act_judge", 2);
	rel = trigdata->tg_relation;
	desc = RelationGetDescr(rel);
	row = trigdata->tg_trigtuple;
	args = trigdata->tg_trigger->tgargs;

	if (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ||
		guard_is_bypassed(rel->rd_rel->relowner))
		return PointerGetDatum(NULL);

	stamp_attnums(rel, attnums);
	seq = DatumGetInt64(heap_getattr(row, attnums[0], desc, &isnull));

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(CurrentMemoryContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);

	act = &fresh;
	act_read(act, args[0], rel, args[1], row, desc);
	act->call.seq = seq;
	pending_key(&key, args[0], act->call.id_type, act->call.case_id);
	entry = pending_find(&key);
	if (entry && (entry->relid != RelationGetRelid(rel) || entry->seq != seq))
		entry = NULL;
	if (entry && !entry->stale && rows_are_equal(entry->row, row) &&
		entry->act->gate == act->gate && entry->act->guard == act->guard)
		act = entry->act;
	else
	{
		/* the stamp was not ours, or the world has moved on */
		gate_check_details(act->gate, act->call.details);
		act_resolve(act);
		if (act->refusal.sqlstate == 0)
			act_judge_now(act);
	}

	act_record(act, &scope);
	stamp_correct(act, rel, row, attnums);

	if (entry)
		pending_remove(entry);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}

Datum
act_refuse_truncate(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	trigger_check(fcinfo, "case_rules.act_refuse_truncate", 2);
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner))
		return PointerGetDatum(NULL);
	ereport(ERROR,
			(errcode(CR_ERRCODE_APPEND_ONLY),
			 errmsg("acts cannot be removed"),
			 errhint("What has happened stays in the journal."),
			 errtable(trigdata->tg_relation)));
	return PointerGetDatum(NULL);
}
