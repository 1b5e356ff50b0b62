/*
 * query.c
 *		Reading and writing the engine's own tables.
 *
 * The model is ri_triggers.c.  In READ COMMITTED each query takes a new
 * snapshot anyway; at the higher levels the transaction's snapshot is older
 * than what others have committed, so the latest one is taken by hand.  That
 * cannot hide a race: every act and every change of a fact updates the head of
 * its case, and the row that a write would change is crosschecked against the
 * transaction's own snapshot: a session that does not see the latest update of
 * the head fails to serialize before it reads anything.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "catalog/namespace.h"
#include "jit/jit.h"
#include "miscadmin.h"
#include "optimizer/cost.h"
#include "parser/parse_expr.h"
#include "pgtime.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "engine/query.h"

static void
setting_fix(const char *name, const char *value, const char *current)
{
	if (current == NULL || strcmp(current, value) != 0)
		(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
}

void
owner_scope_enter(OwnerScope *scope, Oid owner)
{
	scope->guc_level = NewGUCNestLevel();
	setting_fix("search_path", "pg_catalog, case_rules, pg_temp", namespace_search_path);
	setting_fix("TimeZone", "UTC", pg_get_timezone_name(session_timezone));
	if (DateStyle != USE_ISO_DATES || DateOrder != DATEORDER_YMD)
		setting_fix("DateStyle", "ISO, YMD", NULL);
	if (IntervalStyle != INTSTYLE_POSTGRES)
		setting_fix("IntervalStyle", "postgres", NULL);
	/* wide plans that run for a fraction of a millisecond, or once */
	if (jit_enabled)
		setting_fix("jit", "off", NULL);
	/* a plan made while the tables were empty must serve when they are full */
	if (enable_seqscan)
		setting_fix("enable_seqscan", "off", NULL);
	if (Transform_null_equals)
		setting_fix("transform_null_equals", "off", NULL);
	if (row_security)
		setting_fix("row_security", "off", NULL);

	GetUserIdAndSecContext(&scope->save_userid, &scope->save_sec_context);
	SetUserIdAndSecContext(owner, scope->save_sec_context |
						   SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
}

void
owner_scope_leave(OwnerScope *scope)
{
	SetUserIdAndSecContext(scope->save_userid, scope->save_sec_context);
	AtEOXact_GUC(true, scope->guc_level);
}

void
attempt_begin(Attempt *attempt)
{
	attempt->context = CurrentMemoryContext;
	attempt->owner = CurrentResourceOwner;
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(attempt->context);
}

void
attempt_commit(Attempt *attempt)
{
	ReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(attempt->context);
	CurrentResourceOwner = attempt->owner;
}

/*
 * A wrong value, a broken constraint, a missing object, an unsupported feature
 * or a raised exception is the fault of the rule or of its facts, and so an
 * answer.  A cancel, a deadlock, a serialization failure or a lack of
 * resources says nothing about the act: thrown on.
 */
ErrorData *
attempt_failed(Attempt *attempt)
{
	ErrorData  *error;
	int			sqlstate;

	MemoryContextSwitchTo(attempt->context);
	error = CopyErrorData();
	FlushErrorState();
	RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(attempt->context);
	CurrentResourceOwner = attempt->owner;

	sqlstate = error->sqlerrcode;
	switch (ERRCODE_TO_CATEGORY(sqlstate))
	{
		case ERRCODE_DATA_EXCEPTION:
		case ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION:
		case ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION:
		case ERRCODE_FEATURE_NOT_SUPPORTED:
		case MAKE_SQLSTATE('R', 'U', '0', '0', '0'):
			return error;
		default:
			if (sqlstate == ERRCODE_RAISE_EXCEPTION ||
				ERRCODE_TO_CATEGORY(sqlstate) == ERRCODE_TO_CATEGORY(ERRCODE_RAISE_EXCEPTION))
				return error;
			ReThrowError(error);
	}
	return error;				/* not reached */
}

/*
 * Everything here is looked up by key, so that a generic plan is as good as any
 * other; planning the facts anew for the first acts of each session would cost
 * more than the acts.
 */
SPIPlanPtr
query_prepare(const char *sql, int nargs, Oid *types)
{
	SPIPlanPtr	plan = SPI_prepare_cursor(sql, nargs, types, CURSOR_OPT_GENERIC_PLAN);

	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	return plan;
}

int
query_execute(SPIPlanPtr plan, Datum *values, const char *nulls, long limit)
{
	Snapshot	snapshot = InvalidSnapshot;
	Snapshot	crosscheck = InvalidSnapshot;
	int			rc;

	if (IsolationUsesXactSnapshot())
	{
		CommandCounterIncrement();	/* be sure all my own work is visible */
		snapshot = GetLatestSnapshot();
		crosscheck = GetTransactionSnapshot();
	}
	rc = SPI_execute_snapshot(plan, values, nulls, snapshot, crosscheck,
							  false, true, limit);
	if (rc < 0)
		elog(ERROR, "SPI_execute_snapshot failed: %s", SPI_result_code_string(rc));
	return (int) SPI_processed;
}

int
query_run(const char *sql, int nargs, Oid *types, Datum *values, const char *nulls, long limit)
{
	SPIPlanPtr	plan = query_prepare(sql, nargs, types);
	int			rows = query_execute(plan, values, nulls, limit);

	/* the result lives in SPI's procedure context, not in the plan */
	SPI_freeplan(plan);
	return rows;
}

char *
query_text(MemoryContext context, int row, int column)
{
	char	   *value = SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
	MemoryContext old;

	if (value == NULL)
		return NULL;
	old = MemoryContextSwitchTo(context);
	value = pstrdup(value);
	MemoryContextSwitchTo(old);
	return value;
}

bool
query_bool(int row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									  column, &isnull);

	return !isnull && DatumGetBool(value);
}

/* a list of char * as text[] */
Datum
query_text_array(const List *values)
{
	Datum	   *elems = palloc(sizeof(Datum) * Max(list_length(values), 1));
	ListCell   *lc;

	foreach(lc, values)
		elems[foreach_current_index(lc)] = CStringGetTextDatum(lfirst(lc));
	return PointerGetDatum(construct_array(elems, list_length(values), TEXTOID, -1, false,
										   TYPALIGN_INT));
}

/* and back, copied into a context */
List *
query_text_list(MemoryContext context, Datum array)
{
	Datum	   *elems;
	bool	   *nulls;
	int			n;
	List	   *list = NIL;
	MemoryContext old;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, &nulls, &n);
	old = MemoryContextSwitchTo(context);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			list = lappend(list, TextDatumGetCString(elems[i]));
	MemoryContextSwitchTo(old);
	return list;
}

/* a column of the row at hand, copied into a context */
Datum
query_datum(MemoryContext context, int row, int column, bool *isnull)
{
	Form_pg_attribute attr = TupleDescAttr(SPI_tuptable->tupdesc, column - 1);
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									  column, isnull);
	MemoryContext old;

	if (*isnull)
		return (Datum) 0;
	old = MemoryContextSwitchTo(context);
	if (attr->attlen == -1)
		value = PointerGetDatum(PG_DETOAST_DATUM_COPY(value));
	else
		value = datumCopy(value, attr->attbyval, attr->attlen);
	MemoryContextSwitchTo(old);
	return value;
}

/* a parameter */
Datum
text_or_null(const char *text, char *null)
{
	*null = text ? ' ' : 'n';
	return text ? CStringGetTextDatum(text) : (Datum) 0;
}

bool
text_equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* arrays and jsonb are written in one way only, so equal values are equal bytes */
bool
varlena_equal(Datum a, Datum b)
{
	struct varlena *x = PG_DETOAST_DATUM(a);
	struct varlena *y = PG_DETOAST_DATUM(b);

	return VARSIZE_ANY_EXHDR(x) == VARSIZE_ANY_EXHDR(y) &&
		memcmp(VARDATA_ANY(x), VARDATA_ANY(y), VARSIZE_ANY_EXHDR(x)) == 0;
}

Datum
jsonb_from_text(const char *json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
}
