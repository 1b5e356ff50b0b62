/*
 * stored_bytes.c
 *		Types that are stored as the byte string that is sent over the wire:
 *		cadence and clock.
 *
 * Such a type has one byte string for each value, so what bytea has for sending,
 * comparing and hashing serves it.  Here is what bytea lacks.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "compat.h"
#include "dates/stored_bytes.h"

PG_FUNCTION_INFO_V1(stored_bytes_smaller);
PG_FUNCTION_INFO_V1(stored_bytes_larger);

bytea *
stored_bytes_make(const uint8 *bytes, size_t size)
{
	bytea	   *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	memcpy(VARDATA(result), bytes, size);
	return result;
}

void
stored_bytes_unreadable(const char *type)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("a stored value of type %s cannot be read", type)));
}

/* bytea has these two since 18 only */
Datum
stored_bytes_smaller(PG_FUNCTION_ARGS)
{
	Datum		a = PG_GETARG_DATUM(0);
	Datum		b = PG_GETARG_DATUM(1);

	PG_RETURN_DATUM(DatumGetInt32(DirectFunctionCall2(byteacmp, a, b)) <= 0 ? a : b);
}

Datum
stored_bytes_larger(PG_FUNCTION_ARGS)
{
	Datum		a = PG_GETARG_DATUM(0);
	Datum		b = PG_GETARG_DATUM(1);

	PG_RETURN_DATUM(DatumGetInt32(DirectFunctionCall2(byteacmp, a, b)) >= 0 ? a : b);
}
