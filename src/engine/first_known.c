/*
 * first_known.c
 *		Transition function of the aggregate first_known().
 *
 * The latest answer to a question is the first that is not null over the rows
 * in descending order of their days.  Facts functions ask for dozens of those
 * in one query, for every act, so that the transition is in C.
 */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"

PG_FUNCTION_INFO_V1(first_known_keep);

/* strict: what is kept is not null, and nothing that follows replaces it */
Datum
first_known_keep(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}
