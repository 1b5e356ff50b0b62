/*
 * rejudge_bulk.c
 *		Which recorded acts of many cases would be judged otherwise now?
 *
 * Judging an act costs mostly the start of its queries.  Here all acts of one
 * gate are asked about at once: their contexts, their last judgements and their
 * facts come in one query, row by row, and each is judged as it would be alone,
 * on the assumption that nothing before it has changed.  As long as that holds
 * for a case, its acts are done; from the first act on for which it does not,
 * the case is judged act by act (rejudge.c).
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "compat.h"
#include "engine/rejudge_bulk.h"

/* as many gates as a session is likely to judge again at one time */
#define KEPT_QUERIES 64

/* columns of the query before the facts */
#define FIRST_FACT 14

/* the acts of one gate, in one guarded table */
typedef struct GateActs
{
	Guard	   *guard;
	Gate	   *gate;
	List	   *acts;			/* of Recorded * */
	List	   *read;			/* of Act *, alike */
} GateActs;

static GateActs *
gate_acts_find(List **groups, Act *act)
{
	GateActs   *group;
	ListCell   *lc;

	foreach(lc, *groups)
	{
		group = lfirst(lc);
		if (group->gate == act->gate && group->guard == act->guard)
			return group;
	}
	group = palloc0(sizeof(GateActs));
	group->guard = act->guard;
	group->gate = act->gate;
	*groups = lappend(*groups, group);
	return group;
}

static Datum
column_array(List *acts, Datum (*value) (const Act *act, bool *isnull), Oid type)
{
	int			n = list_length(acts);
	Datum	   *values = palloc(sizeof(Datum) * Max(n, 1));
	bool	   *nulls = palloc(sizeof(bool) * Max(n, 1));
	int			lbound = 1;
	int16		typlen;
	bool		typbyval;
	char		typalign;
	ListCell   *lc;

	get_typlenbyvalalign(type, &typlen, &typbyval, &typalign);
	foreach(lc, acts)
	{
		int			i = foreach_current_index(lc);

		values[i] = value(lfirst(lc), &nulls[i]);
	}
	return PointerGetDatum(construct_md_array(values, nulls, 1, &n, &lbound, type,
											  typlen, typbyval, typalign));
}

static Datum
value_case(const Act *act, bool *isnull)
{
	*isnull = false;
	return act->call.case_id;
}

static Datum
value_subject(const Act *act, bool *isnull)
{
	*isnull = false;
	return act->call.subject_id;
}

static Datum
value_authority(const Act *act, bool *isnull)
{
	*isnull = act->call.authority_isnull;
	return act->call.authority_id;
}

static Datum
value_day(const Act *act, bool *isnull)
{
	*isnull = false;
	return DateADTGetDatum(act->call.acted_on);
}

static Datum
value_seq(const Act *act, bool *isnull)
{
	*isnull = false;
	return Int64GetDatum(act->call.seq);
}

/*
 * One row for each act: its place in the list, its context, its last
 * judgement, its facts.
 */
static char *
group_sql(const GateActs *group, Bitmapset *slots)
{
	const Guard *guard = group->guard;
	const char *day = guard_column(guard, ROLE_ACTED_ON);
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfo(&sql, "select x.i, %s, s.to_state, j.judgement, j.outcome, j.from_state, "
					 "j.to_state, j.findings, j.satisfied, j.not_applicable, %s",
					 guard->context_function
					 ? "c.side, (clock_timestamp() at time zone coalesce(c.time_zone, 'UTC'))::date, c.not_before"
					 : "null::text, (clock_timestamp() at time zone 'UTC')::date, null::date",
					 guard_duties_standing(guard, "x.case_id", "x.seq"));
	appendStringInfo(&sql, ", $6 is null%s",
					 gate_facts_list(group->gate, guard->facts_function, guard->id_type, slots));
	appendStringInfoString(&sql, " from unnest($1, $2, $3, $4, $5) with ordinality "
						   "x(case_id, subject_id, authority_id, acted_on, seq, i)");
	if (guard->context_function)
		appendStringInfo(&sql, " left join lateral %s(x.case_id, x.subject_id, x.authority_id) c on true",
						 guard->context_function);
	appendStringInfo(&sql, " left join lateral (select a.to_state from %s a where %s "
					 "and a.%s <= x.acted_on and (a.%s < x.acted_on or a.seq < x.seq) "
					 "order by a.%s desc, a.seq desc limit 1) s on true",
					 guard->acts, guard_acts_of(guard, "x.case_id", "x.subject_id", "$6", "x.seq"),
					 day, day, day);
	appendStringInfo(&sql, " left join lateral (select j.* from %s.journal j "
					 "where j.case_id = x.case_id and j.seq = x.seq "
					 "order by j.judgement desc limit 1) j on true", guard->rulebook);
	appendStringInfo(&sql, " cross join lateral %s(x.case_id, x.subject_id, x.acted_on, "
					 "null::timestamptz, x.seq) f", guard->facts_function);
	return sql.data;
}

/*
 * Planning the query costs as much as judging hundreds of acts by it, and the
 * next batch asks the same.  Most recently used first.
 */
typedef struct KeptQuery
{
	char	   *sql;
	Oid			id_array;
	Oid			authority_array;
	SPIPlanPtr	plan;
} KeptQuery;

static List *kept_queries = NIL;

static SPIPlanPtr
query_kept(const char *sql, int nargs, Oid *types)
{
	KeptQuery  *query;
	ListCell   *lc;
	SPIPlanPtr	plan;
	MemoryContext old;

	foreach(lc, kept_queries)
	{
		query = lfirst(lc);
		if (query->id_array == types[0] && query->authority_array == types[2] &&
			strcmp(query->sql, sql) == 0)
		{
			kept_queries = foreach_delete_current(kept_queries, lc);
			old = MemoryContextSwitchTo(TopMemoryContext);
			kept_queries = lcons(query, kept_queries);
			MemoryContextSwitchTo(old);
			return query->plan;
		}
	}
	plan = query_prepare(sql, nargs, types);
	SPI_keepplan(plan);
	old = MemoryContextSwitchTo(TopMemoryContext);
	query = palloc(sizeof(KeptQuery));
	query->sql = pstrdup(sql);
	query->id_array = types[0];
	query->authority_array = types[2];
	query->plan = plan;
	kept_queries = lcons(query, kept_queries);
	MemoryContextSwitchTo(old);
	if (list_length(kept_queries) > KEPT_QUERIES)
	{
		query = llast(kept_queries);
		kept_queries = list_delete_last(kept_queries);
		SPI_freeplan(query->plan);
		pfree(query->sql);
		pfree(query);
	}
	return plan;
}

static Datum
row_value(HeapTuple row, TupleDesc desc, int column, bool *isnull)
{
	return heap_getattr(row, column, desc, isnull);
}

static char *
row_string(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;
	Datum		value = row_value(row, desc, column, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

/* would the act be judged as it was? */
static bool
act_is_unchanged(Act *act, const Recorded *recorded, HeapTuple row, TupleDesc desc,
				 const int *columns)
{
	ActContext	context;
	LastJudgement last;
	bool		isnull;

	memset(&context, 0, sizeof(context));
	context.side = row_string(row, desc, 2);
	context.today = DatumGetDateADT(row_value(row, desc, 3, &isnull));
	context.not_before = DatumGetDateADT(row_value(row, desc, 4, &isnull));
	context.has_not_before = !isnull;
	context.from_state = row_string(row, desc, 5);

	memset(&last, 0, sizeof(last));
	last.number = DatumGetInt32(row_value(row, desc, 6, &isnull));
	if (isnull)
		return false;
	last.outcome = row_string(row, desc, 7);
	last.from_state = row_string(row, desc, 8);
	last.to_state = row_string(row, desc, 9);
	last.findings = DatumGetJsonbP(row_value(row, desc, 10, &isnull));
	last.satisfied = row_value(row, desc, 11, &isnull);
	last.not_applicable = row_value(row, desc, 12, &isnull);
	last.duties = row_string(row, desc, 13);

	act_resolve_in(act, &context);
	if (act->refusal.sqlstate != 0 ||
		!gate_judge_fetched(act->gate, row, desc, columns, &act->call, &act->judgement))
		return false;
	act_outcome_find(act);
	return !journal_differs(act, &last) && recorded_agrees(act, recorded);
}

static void
group_check(GateActs *group, MemoryContext work)
{
	Guard	   *guard = group->guard;
	Act		   *first = linitial(group->read);
	Bitmapset  *slots = gate_fact_slots_lean(group->gate, &first->call);
	Oid			id_array = get_array_type(guard->id_type);
	Oid			types[6] = {id_array, id_array, get_array_type(guard->authority_type),
		get_array_type(DATEOID), get_array_type(INT8OID), TEXTOID};
	Datum		values[6];
	int		   *columns = palloc0(sizeof(int) * (group->gate->nfixed + 1));
	int			column = FIRST_FACT + 1;
	int			slot = -1;
	int			rows;
	SPITupleTable *table;

	values[0] = column_array(group->read, value_case, guard->id_type);
	values[1] = column_array(group->read, value_subject, guard->id_type);
	values[2] = column_array(group->read, value_authority, guard->authority_type);
	values[3] = column_array(group->read, value_day, DATEOID);
	values[4] = column_array(group->read, value_seq, INT8OID);
	values[5] = CStringGetTextDatum(guard->procedure);
	while ((slot = bms_next_member(slots, slot)) >= 0)
		columns[slot] = column++;

	rows = query_execute(query_kept(group_sql(group, slots), 6, types), values, NULL, 0);
	table = SPI_tuptable;
	for (int i = 0; i < rows; i++)
	{
		HeapTuple	row = table->vals[i];
		bool		isnull;
		int64		at = DatumGetInt64(row_value(row, table->tupdesc, 1, &isnull)) - 1;
		Recorded   *recorded = list_nth(group->acts, at);
		MemoryContext old;

		CHECK_FOR_INTERRUPTS();
		old = MemoryContextSwitchTo(work);
		recorded->is_unchanged = act_is_unchanged(list_nth(group->read, at), recorded, row,
												  table->tupdesc, columns);
		MemoryContextSwitchTo(old);
		MemoryContextReset(work);
	}
}

/*
 * Marks the acts that would be judged as they were.  Where the question itself
 * fails, none is marked, and each is judged alone.
 */
void
rejudge_check(const char *rulebook, List *acts, Oid owner)
{
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "case_rules act again",
											   ALLOCSET_DEFAULT_SIZES);
	List	   *groups = NIL;
	ListCell   *lc;
	Attempt		attempt;

	foreach(lc, acts)
	{
		Recorded   *recorded = lfirst(lc);
		Act		   *act;
		GateActs   *group;

		/* other owners, and acts on an act, go the slow way */
		if (recorded->rel->rd_rel->relowner != owner)
			continue;
		act = palloc(sizeof(Act));
		recorded_read(act, rulebook, recorded);
		if (act->amends != AMEND_NOTHING || act->guard->facts_function == NULL ||
			!act->guard->is_declared || act->guard->missing_column || act->gate->is_broken)
			continue;
		group = gate_acts_find(&groups, act);
		group->acts = lappend(group->acts, recorded);
		group->read = lappend(group->read, act);
	}
	foreach(lc, groups)
	{
		attempt_begin(&attempt);
		PG_TRY();
		{
			if (SPI_connect() != SPI_OK_CONNECT)
				elog(ERROR, "SPI_connect failed");
			group_check(lfirst(lc), work);
			SPI_finish();
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			(void) attempt_failed(&attempt);
		}
		PG_END_TRY();
	}
	MemoryContextDelete(work);
}
