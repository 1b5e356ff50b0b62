/*
 * query.h
 *		Reading and writing the engine's own tables: under the latest snapshot,
 *		with the rights of the table's owner, under fixed settings.
 */
#ifndef CR_QUERY_H
#define CR_QUERY_H

#include "executor/spi.h"
#include "nodes/pg_list.h"

/* Everything that the engine does as the owner happens between these two. */
typedef struct OwnerScope
{
	Oid			save_userid;
	int			save_sec_context;
	int			guc_level;
} OwnerScope;

extern void owner_scope_enter(OwnerScope *scope, Oid owner);
extern void owner_scope_leave(OwnerScope *scope);

/* A subtransaction around what may fail: the rule, the facts, an explanation. */
typedef struct Attempt
{
	MemoryContext context;
	ResourceOwner owner;
} Attempt;

extern void attempt_begin(Attempt *attempt);
extern void attempt_commit(Attempt *attempt);
/* in PG_CATCH: rolls back and returns the error, or throws it on when it is no verdict */
extern ErrorData *attempt_failed(Attempt *attempt);

extern SPIPlanPtr query_prepare(const char *sql, int nargs, Oid *types);
extern int	query_execute(SPIPlanPtr plan, Datum *values, const char *nulls, long limit);
extern int	query_run(const char *sql, int nargs, Oid *types, Datum *values,
					  const char *nulls, long limit);

/* columns of the row at hand, copied into the caller's context; null when null */
extern char *query_text(MemoryContext context, int row, int column);
extern bool query_bool(int row, int column);
extern Datum query_datum(MemoryContext context, int row, int column, bool *isnull);

/* a parameter; *null for the nulls of a plan */
extern Datum text_or_null(const char *text, char *null);
extern Datum query_text_array(const List *values);
extern List *query_text_list(MemoryContext context, Datum array);

/* of values as rows have them, null texts included */
extern bool text_equal(const char *a, const char *b);
extern bool varlena_equal(Datum a, Datum b);
extern Datum jsonb_from_text(const char *json);

#endif							/* CR_QUERY_H */
