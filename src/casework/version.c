/*
 * version.c
 *		The trigger that keeps what a row of a fact table said.
 *
 * A row that is changed goes on under its id; what it said before becomes a
 * row of its own, a former version, with a new id and superseded_at set.  The
 * INSERT of the former version is a statement of the caller: rights, row level
 * security, routing to partitions, foreign keys and the table's other triggers
 * are those of any INSERT.  Its plan is kept for each trigger of each table.
 *
 * Most tables have nothing that takes a statement.  There the row is written as
 * the apply worker of logical replication writes one: constraints, indexes and
 * row triggers, without an executor run.
 *
 * The moment is the server's clock, the same in superseded_at of the former
 * version and in recorded_at of the row that stands: at every moment exactly
 * one of them was known.  So neither column is the client's to write here.
 * Whatever an UPDATE gives for recorded_at is replaced, because clients write
 * whole rows back and may have rounded it; an UPDATE that sets superseded_at
 * means something that it would not get, and is refused.  An INSERT is taken as
 * it comes, former versions too: that is how a history is loaded.
 *
 * An UPDATE or a DELETE that meets former versions passes them over: what an
 * application means to change or to strike out is what stands, and its WHERE
 * clause need not say so.  What must go for good, goes for good under the
 * setting case_rules.erasing, which the owner alone can use.
 *
 * An ordinary trigger on purpose, not ENABLE ALWAYS: on a subscriber the former
 * version arrives as a row of its own.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/partition.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rls.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/guard.h"
#include "engine/query.h"

PG_FUNCTION_INFO_V1(keep_version);

extern Datum uuid_v7(PG_FUNCTION_ARGS);

/* where the id of a former version comes from */
typedef enum NewId
{
	NEW_ID_UUID,
	NEW_ID_TEXT,				/* a uuid written out */
	NEW_ID_DEFAULT				/* of the column: a sequence, an identity */
} NewId;

/* what is kept for one trigger of one table */
typedef struct VersionTable
{
	Oid			trigger;		/* hash key */
	bool		is_valid;
	bool		is_complete;
	MemoryContext context;		/* of what is pointed to, below CacheMemoryContext */
	List	   *relids;			/* the table, and what it is a partition of */
	Oid			target;			/* where former versions are inserted */
	AttrNumber	id;
	AttrNumber	recorded_at;
	AttrNumber	superseded_at;
	NewId		new_id;
	bool		is_partition;
	bool		is_plain;		/* a row can be written without a statement */
	SPIPlanPtr	plan;			/* made when first needed */
	int			nparams;
	AttrNumber *params;			/* the column that each parameter takes its value from */
} VersionTable;

/* what is left of a stale one until nobody further up the stack can be using it; in its context */
typedef struct StaleTable
{
	SPIPlanPtr	plan;
	MemoryContext context;
} StaleTable;

static HTAB *tables = NULL;

/*
 * A row of a partition that an UPDATE moves to another one: after BEFORE UPDATE
 * the executor fires BEFORE DELETE for the same row, which must not keep the
 * version a second time.  Nothing tells such a DELETE from any other, but no
 * other can meet a row that this subtransaction has updated.  So the rows are
 * remembered: of each executor run, known by the context that it calls triggers
 * in, the latest, as a move is over before the run comes to its next row.
 */
typedef struct UpdatedRow
{
	MemoryContext run;
	TransactionId xid;
	SubTransactionId subid;
	Oid			relid;
	ItemPointerData tid;
} UpdatedRow;

static UpdatedRow *updated = NULL;
static int	nupdated = 0;
static int	maxupdated = 0;

/* ---------------------------------------------------------------------------
 * What is kept for each table
 * ---------------------------------------------------------------------------
 */

static void
relation_changed(Datum arg, Oid relid)
{
	HASH_SEQ_STATUS status;
	VersionTable *table;

	hash_seq_init(&status, tables);
	while ((table = hash_seq_search(&status)) != NULL)
		if (!OidIsValid(relid) || list_member_oid(table->relids, relid))
			table->is_valid = false;
}

/* the name of a schema is in the text of each plan */
static void
schema_changed(Datum arg, int cacheid, uint32 hashvalue)
{
	relation_changed(arg, InvalidOid);
}

static void
tables_init(void)
{
	HASHCTL		ctl;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(VersionTable);
	tables = hash_create("case_rules versioned tables", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(NAMESPACEOID, schema_changed, (Datum) 0);
}

static void
stale_free(void *what)
{
	StaleTable *stale = what;

	if (stale->plan)
		SPI_freeplan(stale->plan);
	MemoryContextDelete(stale->context);
}

static AttrNumber
column_find(Relation rel, const char *name)
{
	AttrNumber	attno = SPI_fnumber(RelationGetDescr(rel), name);

	if (attno <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("table \"%s\" has no column \"%s\"", RelationGetRelationName(rel), name),
				 errhint("case_rules.keep_version() needs recorded_at and superseded_at, both timestamptz, and in its argument the column that identifies a row."),
				 errtable(rel)));
	return attno;
}

static AttrNumber
moment_find(Relation rel, const char *name)
{
	AttrNumber	attno = column_find(rel, name);

	if (TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid != TIMESTAMPTZOID)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("column \"%s\" of table \"%s\" is not a timestamptz",
						name, RelationGetRelationName(rel)),
				 errtable(rel)));
	return attno;
}

static NewId
new_id_find(Relation rel, AttrNumber id)
{
	Form_pg_attribute att = TupleDescAttr(RelationGetDescr(rel), id - 1);

	switch (getBaseType(att->atttypid))
	{
		case UUIDOID:
			return NEW_ID_UUID;
		case TEXTOID:
		case VARCHAROID:
			return NEW_ID_TEXT;
		default:
			if (!att->atthasdef && !att->attidentity)
				ereport(ERROR,
						(errcode(CR_ERRCODE_GUARD_BROKEN),
						 errmsg("column \"%s\" of table \"%s\" cannot identify a former version",
								NameStr(att->attname), RelationGetRelationName(rel)),
						 errhint("A former version is a row of its own: its id is a uuid or a text, or comes from the default of the column."),
						 errtable(rel)));
			return NEW_ID_DEFAULT;
	}
}

/*
 * Where former versions are inserted: where the trigger was made.  A row of a
 * partition that has its trigger from a partitioned table goes in from there:
 * its new id may belong to another partition, and who writes to the partitioned
 * table needs no rights on the partitions.
 */
static Relation
target_open(Relation rel, const Trigger *trigger, List *ancestors)
{
	for (int i = list_length(ancestors) - 1; i >= 0 && trigger->tgisclone; i--)
	{
		Relation	target = table_open(list_nth_oid(ancestors, i), AccessShareLock);
		TriggerDesc *triggers = target->trigdesc;

		for (int j = 0; triggers && j < triggers->numtriggers; j++)
			if (strcmp(triggers->triggers[j].tgname, trigger->tgname) == 0 &&
				triggers->triggers[j].tgfoid == trigger->tgfoid)
				return target;
		table_close(target, NoLock);
	}
	return table_open(RelationGetRelid(rel), AccessShareLock);
}

/*
 * Nothing here can make another row of a former version, or send it elsewhere,
 * or hear of the statement that writes it.
 */
static bool
table_is_plain(const VersionTable *table, Relation rel)
{
	TriggerDesc *triggers = rel->trigdesc;
	Oid			id_type = TupleDescAttr(RelationGetDescr(rel), table->id - 1)->atttypid;

	return rel->rd_rel->relkind == RELKIND_RELATION &&
		!table->is_partition &&
		(id_type == UUIDOID || id_type == TEXTOID) &&
		rel->rd_rules == NULL &&
		!(triggers->trig_insert_before_row ||
		  triggers->trig_insert_before_statement ||
		  triggers->trig_insert_after_statement ||
		  triggers->trig_insert_new_table);
}

/* inside SPI */
static void
plan_make(VersionTable *table, Relation rel)
{
	TupleDesc	desc = RelationGetDescr(rel);
	/* names stay as they are until the plan is made */
	Relation	target = table_open(table->target, AccessShareLock);
	Oid		   *types = palloc(sizeof(Oid) * desc->natts);
	int			n = 0;
	StringInfoData names;
	StringInfoData places;
	SPIPlanPtr	plan;

	initStringInfo(&names);
	initStringInfo(&places);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		if (att->attisdropped || att->attgenerated)
			continue;
		if (att->attnum == table->id && table->new_id == NEW_ID_DEFAULT)
			continue;
		types[n] = att->atttypid;
		/* as it is before the column's own type has had its say */
		if (att->attnum == table->id)
			types[n] = table->new_id == NEW_ID_UUID ? UUIDOID : TEXTOID;
		table->params[n++] = att->attnum;
		appendStringInfo(&names, "%s%s", names.len ? ", " : "",
						 quote_identifier(NameStr(att->attname)));
		appendStringInfo(&places, "%s$%d", places.len ? ", " : "", n);
	}
	/* overriding: identity columns say what they said */
	plan = query_prepare(psprintf("insert into %s (%s) overriding system value values (%s)",
								  quote_qualified_identifier(get_namespace_name(RelationGetNamespace(target)),
															 RelationGetRelationName(target)),
								  names.data, places.data),
						 n, types);
	SPI_keepplan(plan);
	table->plan = plan;
	table->nparams = n;
	table_close(target, NoLock);
}

static VersionTable *
table_find(TriggerData *trigdata)
{
	Relation	rel = trigdata->tg_relation;
	Trigger    *trigger = trigdata->tg_trigger;
	VersionTable *table;
	bool		found;
	List	   *ancestors;
	Relation	target;
	MemoryContext old;

	if (tables == NULL)
		tables_init();
	table = hash_search(tables, &trigger->tgoid, HASH_ENTER, &found);
	if (found && table->is_valid && table->is_complete)
		return table;

	/* its plan may be running: the INSERT of a version can end up here again */
	if (found && table->context)
	{
		StaleTable *stale = MemoryContextAlloc(table->context, sizeof(StaleTable));

		stale->plan = table->plan;
		stale->context = table->context;
		stale_put_aside(stale_free, stale);
	}
	memset((char *) table + sizeof(table->trigger), 0, sizeof(VersionTable) - sizeof(table->trigger));
	table->context = AllocSetContextCreate(CacheMemoryContext, "case_rules versioned table",
										   ALLOCSET_SMALL_SIZES);

	/* from here on a change of the table is noticed */
	table->is_partition = rel->rd_rel->relispartition;
	ancestors = table->is_partition ? get_partition_ancestors(RelationGetRelid(rel)) : NIL;
	old = MemoryContextSwitchTo(table->context);
	table->params = palloc(sizeof(AttrNumber) * RelationGetDescr(rel)->natts);
	table->relids = lcons_oid(RelationGetRelid(rel), list_copy(ancestors));
	MemoryContextSwitchTo(old);
	table->is_valid = true;

	table->id = column_find(rel, trigger->tgargs[0]);
	table->recorded_at = moment_find(rel, "recorded_at");
	table->superseded_at = moment_find(rel, "superseded_at");
	target = target_open(rel, trigger, ancestors);
	table->target = RelationGetRelid(target);
	table->new_id = new_id_find(target, column_find(target, trigger->tgargs[0]));
	table_close(target, NoLock);
	table->is_plain = table_is_plain(table, rel);
	table->is_complete = true;
	return table;
}

/* ---------------------------------------------------------------------------
 * Rows that move
 * ---------------------------------------------------------------------------
 */

static UpdatedRow
updated_row(TriggerData *trigdata, MemoryContext run)
{
	UpdatedRow	row;

	row.run = run;
	row.xid = GetTopTransactionId();
	row.subid = GetCurrentSubTransactionId();
	row.relid = RelationGetRelid(trigdata->tg_relation);
	row.tid = trigdata->tg_trigtuple->t_self;
	return row;
}

static void
updated_remember(UpdatedRow row)
{
	int			i = 0;

	if (nupdated > 0 && updated[0].xid != row.xid)
		nupdated = 0;
	while (i < nupdated && updated[i].run != row.run)
		i++;
	if (i == maxupdated)
	{
		int			more = Max(8, 2 * maxupdated);

		if (updated == NULL)
			updated = MemoryContextAlloc(TopMemoryContext, sizeof(UpdatedRow) * more);
		else
			updated = repalloc(updated, sizeof(UpdatedRow) * more);
		maxupdated = more;
	}
	updated[i] = row;
	nupdated = Max(nupdated, i + 1);
}

static bool
updated_forget(UpdatedRow row)
{
	for (int i = 0; i < nupdated; i++)
		if (updated[i].xid == row.xid && updated[i].subid == row.subid &&
			updated[i].relid == row.relid &&
			ItemPointerEquals(&updated[i].tid, &row.tid))
		{
			updated[i] = updated[--nupdated];
			return true;
		}
	return false;
}

/* ---------------------------------------------------------------------------
 * The trigger
 * ---------------------------------------------------------------------------
 */

/*
 * Anything that can be seen is a change: an equality operator that overlooks
 * case or trailing zeros must not make a row change without a version.
 */
static bool
row_is_same(const VersionTable *table, TupleDesc desc, const Datum *was, const bool *was_null,
			const Datum *is, const bool *is_null)
{
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		/* generated columns are not computed yet, and follow from the others */
		if (att->attisdropped || att->attgenerated ||
			att->attnum == table->recorded_at || att->attnum == table->superseded_at)
			continue;
		if (was_null[i] != is_null[i])
			return false;
		if (!was_null[i] &&
			!datumIsEqual(was[i], is[i], att->attbyval, att->attlen) &&
			!datum_image_eq(was[i], is[i], att->attbyval, att->attlen))
			return false;
	}
	return true;
}

/*
 * The clock may have been set back, or the row may come from a server whose
 * clock is ahead: a version never ends before it began.
 */
static TimestampTz
moment_after(Datum recorded_at, bool isnull)
{
	TimestampTz now = GetCurrentTimestamp();
	TimestampTz began;

	if (isnull)
		return now;
	began = DatumGetTimestampTz(recorded_at);
	if (began < now || TIMESTAMP_NOT_FINITE(began))
		return Max(began, now);
	return began + 1;
}

static HeapTuple
moment_set(HeapTuple row, TupleDesc desc, AttrNumber attno, Datum moment, bool isnull)
{
	int			column = attno;

	return heap_modify_tuple_by_cols(row, desc, 1, &column, &moment, &isnull);
}

static Datum
new_id(const VersionTable *table)
{
	Datum		id = DirectFunctionCall1(uuid_v7, (Datum) 0);

	if (table->new_id == NEW_ID_TEXT)
		id = CStringGetTextDatum(DatumGetCString(DirectFunctionCall1(uuid_out, id)));
	return id;
}

/* as a statement */
static void
version_insert(VersionTable *table, Relation rel, const Datum *values, const bool *isnull)
{
	Datum	   *params;
	char	   *nulls;
	int			rc;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (table->plan == NULL)
		plan_make(table, rel);
	params = palloc(sizeof(Datum) * table->nparams);
	nulls = palloc(table->nparams);
	for (int i = 0; i < table->nparams; i++)
	{
		params[i] = values[table->params[i] - 1];
		nulls[i] = isnull[table->params[i] - 1] ? 'n' : ' ';
	}
	rc = SPI_execute_plan(table->plan, params, nulls, false, 0);
	if (rc < 0)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(rc));
	if (SPI_processed != 1)
		ereport(ERROR,
				(errcode(ERRCODE_TRIGGERED_ACTION_EXCEPTION),
				 errmsg("the former version of a row of \"%s\" was not kept",
						RelationGetRelationName(rel)),
				 errhint("A BEFORE INSERT trigger or a rule of the table drops it; it must let rows pass that have superseded_at."),
				 errtable(rel)));
	SPI_finish();
}

static bool
column_is_same(TriggerData *trigdata, AttrNumber attno)
{
	Form_pg_attribute att = TupleDescAttr(RelationGetDescr(trigdata->tg_relation), attno - 1);
	bool		was_null;
	bool		is_null;
	Datum		was = slot_getattr(trigdata->tg_trigslot, attno, &was_null);
	Datum		is = slot_getattr(trigdata->tg_newslot, attno, &is_null);

	return was_null == is_null &&
		(was_null || datum_image_eq(was, is, att->attbyval, att->attlen));
}

/*
 * Where an UPDATE leaves a reference as it was, PostgreSQL does not look for what
 * is referred to, unless the row is of this transaction; nor do we then for the
 * former version, which refers to the same.  Whoever deletes that meets both.
 */
static void
references_kept(TriggerData *trigdata, ResultRelInfo *into)
{
	List	   *keys = copyObject(RelationGetFKeyList(trigdata->tg_relation));
	ListCell   *lc;

	foreach(lc, keys)
	{
		ForeignKeyCacheInfo *key = lfirst(lc);
		bool		is_same = true;

		for (int i = 0; i < key->nkeys && is_same; i++)
			is_same = column_is_same(trigdata, key->conkey[i]);
		for (int i = 0; i < into->ri_TrigDesc->numtriggers && is_same; i++)
		{
			Trigger    *trigger = &into->ri_TrigDesc->triggers[i];

			if (trigger->tgconstraint == key->conoid &&
				TRIGGER_FOR_INSERT(trigger->tgtype) &&
				RI_FKey_trigger_type(trigger->tgfoid) == RI_TRIGGER_FK &&
				!RI_FKey_fk_upd_check_required(trigger, trigdata->tg_relation,
											   trigdata->tg_trigslot, trigdata->tg_newslot))
				trigger->tgenabled = TRIGGER_DISABLED;
		}
	}
}

/* without one; the caller may INSERT, and no policy has a say */
static void
version_write(TriggerData *trigdata, const Datum *values, const bool *isnull)
{
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	EState	   *estate = CreateExecutorState();
	MemoryContext old = MemoryContextSwitchTo(estate->es_query_cxt);
	ResultRelInfo *into = makeNode(ResultRelInfo);
	TupleTableSlot *slot;

	/* with a copy of the triggers that is ours to change */
	InitResultRelInfo(into, rel, 0, NULL, 0);
	estate->es_opened_result_relations = lappend(NIL, into);
	ExecOpenIndices(into, false);
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		references_kept(trigdata, into);

	slot = ExecInitExtraTupleSlot(estate, desc, table_slot_callbacks(rel));
	memcpy(slot->tts_values, values, sizeof(Datum) * desc->natts);
	memcpy(slot->tts_isnull, isnull, sizeof(bool) * desc->natts);
	ExecStoreVirtualTuple(slot);

	AfterTriggerBeginQuery();
	ExecSimpleRelationInsert(into, estate, slot);
	AfterTriggerEndQuery(estate);

	ExecCloseResultRelations(estate);
	ExecResetTupleTable(estate->es_tupleTable, false);
	MemoryContextSwitchTo(old);
	FreeExecutorState(estate);
}

static void
version_keep(TriggerData *trigdata, VersionTable *table, Datum *values, bool *isnull,
			 TimestampTz moment)
{
	Relation	rel = trigdata->tg_relation;
	Oid			relid = RelationGetRelid(rel);

	values[table->superseded_at - 1] = TimestampTzGetDatum(moment);
	isnull[table->superseded_at - 1] = false;
	if (table->new_id != NEW_ID_DEFAULT)
	{
		values[table->id - 1] = new_id(table);
		isnull[table->id - 1] = false;
	}
	if (table->is_plain &&
		pg_class_aclcheck(relid, GetUserId(), ACL_INSERT) == ACLCHECK_OK &&
		check_enable_rls(relid, InvalidOid, true) != RLS_ENABLED)
		version_write(trigdata, values, isnull);
	else
		version_insert(table, rel, values, isnull);
}

static HeapTuple
update_or_delete(TriggerData *trigdata, MemoryContext run)
{
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	HeapTuple	row = trigdata->tg_trigtuple;
	bool		is_update = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event);
	bool		erases = guard_erases(rel->rd_rel->relowner);
	VersionTable *table = table_find(trigdata);
	AttrNumber	recorded_at = table->recorded_at;
	bool		is_partition = table->is_partition;
	Datum	   *values = palloc(sizeof(Datum) * desc->natts);
	bool	   *isnull = palloc(sizeof(bool) * desc->natts);
	TimestampTz moment;

	heap_deform_tuple(row, desc, values, isnull);
	/* what was said once is passed over: it is not what the application means to change */
	if (!isnull[table->superseded_at - 1])
		return !is_update && erases ? row : NULL;
	if (!is_update && erases)
		return row;
	if (is_update)
	{
		Datum	   *new_values = palloc(sizeof(Datum) * desc->natts);
		bool	   *new_isnull = palloc(sizeof(bool) * desc->natts);
		Datum		recorded = values[recorded_at - 1];
		bool		recorded_isnull = isnull[recorded_at - 1];

		row = trigdata->tg_newtuple;
		heap_deform_tuple(row, desc, new_values, new_isnull);
		if (!new_isnull[table->superseded_at - 1])
			ereport(ERROR,
					(errcode(ERRCODE_GENERATED_ALWAYS),
					 errmsg("column \"superseded_at\" of %s.%s cannot be set by an UPDATE",
							get_namespace_name(RelationGetNamespace(rel)), RelationGetRelationName(rel)),
					 errhint("DELETE strikes the row out: what it says is kept with the moment in superseded_at."),
					 errtablecol(rel, table->superseded_at)));
		if (row_is_same(table, desc, values, isnull, new_values, new_isnull))
		{
			if (new_isnull[recorded_at - 1] == recorded_isnull &&
				(recorded_isnull || new_values[recorded_at - 1] == recorded))
				return row;
			return moment_set(row, desc, recorded_at, recorded, recorded_isnull);
		}
	}
	else if (is_partition && updated_forget(updated_row(trigdata, run)))
		return row;

	moment = moment_after(values[recorded_at - 1], isnull[recorded_at - 1]);
	version_keep(trigdata, table, values, isnull, moment);
	if (!is_update)
		return row;
	if (is_partition)
		updated_remember(updated_row(trigdata, run));
	return moment_set(row, desc, recorded_at, TimestampTzGetDatum(moment), false);
}

Datum
keep_version(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BEFORE(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) ||
		TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ||
		trigdata->tg_trigger->tgnargs != 1)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s() must be called as a trigger with %d arguments", "case_rules.keep_version", 1),
				 errhint("CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON a_table FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('column_that_identifies_a_row').")));

	/* a restore, or what another node has sent, brings its former versions itself */
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner))
		return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ?
							   trigdata->tg_newtuple : trigdata->tg_trigtuple);
	/* triggers are called in a context of the executor run, reset after each row */
	return PointerGetDatum(update_or_delete(trigdata, CurrentMemoryContext));
}
