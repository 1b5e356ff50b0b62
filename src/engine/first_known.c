/*
 * first_known.c
 *		Transition functions of the aggregates first_known() and
 *		first_known_row().
 *
 * The latest answer to a question is the first that is not null over the rows
 * in descending order of their days.  Facts functions ask for dozens of those
 * in one query, for every act, so that the transition is in C.
 *
 * first_known_row() answers all questions that are columns of one table at
 * once: an aggregate costs more to start than to run.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "compat.h"

PG_FUNCTION_INFO_V1(first_known_keep);
PG_FUNCTION_INFO_V1(first_known_row_keep);

/* strict: what is kept is not null, and nothing that follows replaces it */
Datum
first_known_keep(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/* strict: what is kept is a row, and what it leaves open the next may answer */
Datum
first_known_row_keep(PG_FUNCTION_ARGS)
{
	HeapTupleHeader kept;
	HeapTupleHeader next;
	TupleDesc	desc;
	HeapTupleData tuple;
	Datum	   *values;
	bool	   *nulls;
	Datum	   *more;
	bool	   *more_nulls;

	/* anyelement also takes what is no row; looked at once for each call site */
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		Oid			type = get_fn_expr_argtype(fcinfo->flinfo, 0);

		if (!type_is_rowtype(type))
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("first_known_row() takes rows, not values of type %s",
							format_type_be(type)),
					 errhint("Use first_known() for a single value.")));
		fcinfo->flinfo->fn_extra = fcinfo->flinfo;
	}
	kept = PG_GETARG_HEAPTUPLEHEADER(0);
	next = PG_GETARG_HEAPTUPLEHEADER(1);

	if ((kept->t_infomask & HEAP_HASNULL) == 0)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(kept), HeapTupleHeaderGetTypMod(kept));
	values = palloc(sizeof(Datum) * desc->natts);
	nulls = palloc(sizeof(bool) * desc->natts);
	more = palloc(sizeof(Datum) * desc->natts);
	more_nulls = palloc(sizeof(bool) * desc->natts);
	memset(&tuple, 0, sizeof(tuple));
	tuple.t_data = kept;
	tuple.t_len = HeapTupleHeaderGetDatumLength(kept);
	heap_deform_tuple(&tuple, desc, values, nulls);
	tuple.t_data = next;
	tuple.t_len = HeapTupleHeaderGetDatumLength(next);
	heap_deform_tuple(&tuple, desc, more, more_nulls);
	for (int i = 0; i < desc->natts; i++)
		if (nulls[i] && !more_nulls[i])
		{
			values[i] = more[i];
			nulls[i] = false;
		}
	next = heap_form_tuple(desc, values, nulls)->t_data;
	ReleaseTupleDesc(desc);
	PG_RETURN_HEAPTUPLEHEADER(next);
}
