/*
 * recorded.c
 *		Acts as they are recorded: where they are, in which order, and whether
 *		their rows say what a judgement says.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/recorded.h"

ActPosition
position_day(DateADT day)
{
	ActPosition position = {day, PG_INT64_MIN};

	return position;
}

int
position_compare(const ActPosition *a, const ActPosition *b)
{
	if (a->acted_on != b->acted_on)
		return a->acted_on < b->acted_on ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq ? 1 : 0;
}

/* so far back, if it is not yet */
void
position_reach(ActPosition *after, DateADT acted_on, int64 seq)
{
	ActPosition position = {acted_on, seq};

	if (position_compare(&position, after) < 0)
		*after = position;
}

int
recorded_compare(const ListCell *a, const ListCell *b)
{
	return position_compare(&((Recorded *) lfirst(a))->position,
							&((Recorded *) lfirst(b))->position);
}

static int64
row_seq(Relation rel, HeapTuple row)
{
	bool		isnull;

	return DatumGetInt64(heap_getattr(row, get_attnum(RelationGetRelid(rel), "seq"),
									  RelationGetDescr(rel), &isnull));
}

/* the guarded tables of a rulebook whose rows are acts of cases with such ids */
List *
act_tables_open(const char *rulebook, Oid id_type, bool *incomplete)
{
	MemoryContext caller = CurrentMemoryContext;
	List	   *tables = NIL;
	ListCell   *lc;
	int			rows;
	char	  **names;
	char	  **procedures;
	Oid		   *relids;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	rows = query_run(psprintf("select guarded_table, min(procedure), to_regclass(guarded_table)::oid "
							  "from %s.guard where shape = 'acts' "
							  "and to_regclass(guarded_table) is not null "
							  "group by guarded_table order by guarded_table", rulebook),
					 0, NULL, NULL, NULL, 0);
	MemoryContextSwitchTo(caller);
	names = palloc(sizeof(char *) * Max(rows, 1));
	procedures = palloc(sizeof(char *) * Max(rows, 1));
	relids = palloc(sizeof(Oid) * Max(rows, 1));
	for (int i = 0; i < rows; i++)
	{
		bool		isnull;

		names[i] = query_text(caller, i, 1);
		procedures[i] = query_text(caller, i, 2);
		relids[i] = DatumGetObjectId(query_datum(caller, i, 3, &isnull));
	}
	SPI_finish();
	for (int i = 0; i < rows; i++)
	{
		ActTable   *table = palloc(sizeof(ActTable));
		Attempt		attempt;

		table->name = names[i];
		table->rel = table_open(relids[i], RowExclusiveLock);
		/* a table whose guard does not fit must not stand in the way of the others */
		attempt_begin(&attempt);
		PG_TRY();
		{
			table->guard = guard_find(rulebook, table->rel, names[i], procedures[i]);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			(void) attempt_failed(&attempt);
			table->guard = NULL;
			*incomplete = true;
		}
		PG_END_TRY();
		tables = lappend(tables, table);
	}
	foreach(lc, tables)
	{
		ActTable   *table = lfirst(lc);

		if (table->guard && table->guard->id_type == id_type)
			continue;
		table_close(table->rel, NoLock);
		tables = foreach_delete_current(tables, lc);
	}
	return tables;
}

/* the locks stay until the transaction ends, as they do after any write */
void
act_tables_close(List *tables)
{
	ListCell   *lc;

	foreach(lc, tables)
		table_close(((ActTable *) lfirst(lc))->rel, NoLock);
}

/* a row of a query that gives the whole row and its table, into the caller's context */
static Recorded *
recorded_from_row(ActTable *table, int i)
{
	MemoryContext caller = CurrentMemoryContext;
	Recorded   *act = palloc0(sizeof(Recorded));
	TupleDesc	desc = RelationGetDescr(table->rel);
	bool		isnull;
	HeapTupleHeader header = DatumGetHeapTupleHeader(query_datum(caller, i, 1, &isnull));
	HeapTupleData tuple;

	memset(&tuple, 0, sizeof(tuple));
	tuple.t_len = HeapTupleHeaderGetDatumLength(header);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = header;
	act->rel = table->rel;
	act->table = table->name;
	act->row = heap_copytuple(&tuple);
	act->leaf = DatumGetObjectId(query_datum(caller, i, 2, &isnull));
	act->position.acted_on = DatumGetDateADT(heap_getattr(act->row,
														  table->guard->roles[ROLE_ACTED_ON].attno,
														  desc, &isnull));
	act->position.seq = row_seq(table->rel, act->row);
	return act;
}

/*
 * The rows of a table for a plan, in the caller's context, read with the rights
 * of its owner.  A table that cannot be read must not stand in the way of the
 * others; its acts go on waiting.
 */
List *
recorded_rows(ActTable *table, GuardPlan plan, Datum *values, bool *incomplete)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid			owner = table->rel->rd_rel->relowner;
	bool		foreign = owner != GetUserId();
	List	   *volatile rows = NIL;
	OwnerScope	scope;
	Attempt		attempt;

	if (foreign)
		owner_scope_enter(&scope, owner);
	attempt_begin(&attempt);
	PG_TRY();
	{
		List	   *list = NIL;
		int			n;

		if (SPI_connect() != SPI_OK_CONNECT)
			elog(ERROR, "SPI_connect failed");
		n = query_execute(guard_plan(table->guard, plan), values, NULL, 0);
		MemoryContextSwitchTo(caller);
		for (int i = 0; i < n; i++)
			list = lappend(list, recorded_from_row(table, i));
		SPI_finish();
		rows = list;
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		rows = NIL;
		*incomplete = true;
	}
	PG_END_TRY();
	if (foreign)
		owner_scope_leave(&scope);
	return rows;
}

char *
recorded_text(const Recorded *recorded, const char *column)
{
	TupleDesc	desc = RelationGetDescr(recorded->rel);

	return SPI_getvalue(recorded->row, desc, get_attnum(RelationGetRelid(recorded->rel), column));
}

/*
 * Does the row say what the judgement says?  What later acts are judged by are
 * its side, states and outcome; the number of findings comes last.
 */
static bool
row_agrees(const Act *act, const Recorded *recorded, int ncolumns)
{
	const ActCall *call = &act->call;
	const char *wanted[5] = {
		call->side,
		state_or_null(call->from_state),
		state_or_null(call->to_state),
		outcome_names[act->outcome],
		psprintf("%d", judgement_findings(&act->judgement))
	};
	static const char *const columns[5] = {
		"side", "from_state", "to_state", "outcome", "finding_count"
	};

	for (int i = 0; i < ncolumns; i++)
	{
		char	   *value = recorded_text(recorded, columns[i]);

		if (value == NULL || wanted[i] == NULL ? value != wanted[i] : strcmp(value, wanted[i]) != 0)
			return false;
	}
	return true;
}

bool
recorded_agrees(const Act *act, const Recorded *recorded)
{
	return row_agrees(act, recorded, 5);
}

bool
recorded_counts_alike(const Act *act, const Recorded *recorded)
{
	return row_agrees(act, recorded, 4);
}

void
recorded_read(Act *act, const char *rulebook, Recorded *recorded)
{
	TupleDesc	desc = RelationGetDescr(recorded->rel);
	AttrNumber	attno = get_attnum(RelationGetRelid(recorded->rel), "recorded_at");
	bool		isnull = true;
	Datum		value = (Datum) 0;

	act_read(act, rulebook, recorded->rel, recorded->table, recorded->row, desc);
	act->call.seq = recorded->position.seq;
	act->side_given = recorded_text(recorded, "side");
	act->again = true;
	if (attno > 0)
		value = heap_getattr(recorded->row, attno, desc, &isnull);
	act->call.is_recorded = !isnull;
	act->call.recorded_at = isnull ? 0 : DatumGetTimestampTz(value);
	act->moment = isnull ? GetCurrentTimestamp() : act->call.recorded_at;
}
