/*
 * cadence.c
 *		SQL type for a follow-up promise.
 *
 * Words and bytes are in cadence_core.c.  What is stored is the same byte
 * string that is sent over the wire: a version byte and the phases, equal for
 * equal promises.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#include "compat.h"
#include "dates/cadence.h"

PG_FUNCTION_INFO_V1(cadence_in);
PG_FUNCTION_INFO_V1(cadence_out);
PG_FUNCTION_INFO_V1(cadence_recv);
PG_FUNCTION_INFO_V1(cadence_send);
PG_FUNCTION_INFO_V1(cadence_lt);
PG_FUNCTION_INFO_V1(cadence_le);
PG_FUNCTION_INFO_V1(cadence_eq);
PG_FUNCTION_INFO_V1(cadence_ne);
PG_FUNCTION_INFO_V1(cadence_ge);
PG_FUNCTION_INFO_V1(cadence_gt);
PG_FUNCTION_INFO_V1(cadence_cmp);
PG_FUNCTION_INFO_V1(cadence_sortsupport);
PG_FUNCTION_INFO_V1(cadence_hash);
PG_FUNCTION_INFO_V1(cadence_hash_extended);
PG_FUNCTION_INFO_V1(cadence_smaller);
PG_FUNCTION_INFO_V1(cadence_larger);

/* ----------
 * text and binary form
 * ----------
 */

static Datum
cadence_refuse(Node *escontext, CadenceFault fault, const char *text, size_t where)
{
	int			column = (int) where + 1;

	switch (fault)
	{
		case CADENCE_TOO_MANY_PHASES:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many phases for type %s", "cadence"),
					 errdetail("At most %d phases may follow one another.", CADENCE_PHASES_MAX)));
		case CADENCE_TOO_MANY_ITEMS:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many days in a list of type %s", "cadence"),
					 errdetail("A list holds at most %d numbers.", CADENCE_ITEMS_MAX)));
		case CADENCE_NUMBER:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("number out of range for type %s: \"%s\"", "cadence", text),
					 errdetail("At character %d: visits a period run from 1 to %d, ages from 1 to %d, other numbers from 1 to %d.",
							   column, CADENCE_QUOTA_MAX, CADENCE_AGE_MAX, CADENCE_NUMBER_MAX)));
		case CADENCE_NOT_ASCENDING:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "cadence", text),
					 errdetail("The number at character %d is not larger than the one before it.", column)));
		case CADENCE_ENDLESS_PHASE:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "cadence", text),
					 errdetail("The phase before character %d has no end that can be told in advance, so none can follow it.", column),
					 errhint("Say how long it lasts, for example \"weekly for 4 weeks then monthly until age 18\".")));
		default:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "cadence", text),
					 errdetail("The text cannot be read from character %d on.", column),
					 errhint("Examples: \"2 per month for 12 months at least 10 days apart\", \"weekly for 4 weeks then monthly until age 18\", \"every 3 months\", \"at 7, 14 and 30 days\", \"once within 10 days\".")));
	}
}

static bytea *
cadence_store(const Cadence *cadence)
{
	uint8		bytes[CADENCE_BYTES_MAX];
	size_t		size = cadence_encode(cadence, bytes);
	bytea	   *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	memcpy(VARDATA(result), bytes, size);
	return result;
}

void
cadence_load(const bytea *stored, Cadence *cadence)
{
	if (cadence_decode((const uint8 *) VARDATA_ANY(stored),
					   VARSIZE_ANY_EXHDR(stored), cadence) != CADENCE_OK)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("a stored value of type %s cannot be read", "cadence")));
}

Datum
cadence_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Cadence		cadence;
	CadenceFault fault;
	size_t		where;

	fault = cadence_parse(text, strlen(text), &cadence, &where);
	if (fault != CADENCE_OK)
		return cadence_refuse(fcinfo->context, fault, text, where);
	PG_RETURN_BYTEA_P(cadence_store(&cadence));
}

Datum
cadence_out(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	char		text[CADENCE_TEXT_MAX];

	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	(void) cadence_print(&cadence, text);
	PG_RETURN_CSTRING(pstrdup(text));
}

Datum
cadence_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			size = buf->len - buf->cursor;
	const char *bytes = pq_getmsgbytes(buf, size);
	Cadence		cadence;

	if (size > 0 && (uint8) bytes[0] != CADENCE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						(uint8) bytes[0], "cadence")));
	if (cadence_decode((const uint8 *) bytes, size, &cadence) != CADENCE_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", "cadence")));
	PG_RETURN_BYTEA_P(cadence_store(&cadence));
}

Datum
cadence_send(PG_FUNCTION_ARGS)
{
	bytea	   *stored = PG_GETARG_BYTEA_PP(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ----------
 * order of storage: that of the bytes
 * ----------
 */

static int
cadence_compare(const bytea *a, const bytea *b)
{
	size_t		a_size = VARSIZE_ANY_EXHDR(a);
	size_t		b_size = VARSIZE_ANY_EXHDR(b);
	int			order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_size, b_size));

	if (order == 0 && a_size != b_size)
		order = a_size < b_size ? -1 : 1;
	return order;
}

static int
cadence_compare_arguments(FunctionCallInfo fcinfo)
{
	bytea	   *a = PG_GETARG_BYTEA_PP(0);
	bytea	   *b = PG_GETARG_BYTEA_PP(1);
	int			order = cadence_compare(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

Datum
cadence_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) < 0);
}

Datum
cadence_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) <= 0);
}

Datum
cadence_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) == 0);
}

Datum
cadence_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) != 0);
}

Datum
cadence_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) >= 0);
}

Datum
cadence_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) > 0);
}

Datum
cadence_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(cadence_compare_arguments(fcinfo));
}

static int
cadence_fastcmp(Datum x, Datum y, SortSupport ssup)
{
	bytea	   *a = DatumGetByteaPP(x);
	bytea	   *b = DatumGetByteaPP(y);
	int			order = cadence_compare(a, b);

	(void) ssup;
	if ((Pointer) a != DatumGetPointer(x))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(y))
		pfree(b);
	return order;
}

Datum
cadence_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = cadence_fastcmp;
	PG_RETURN_VOID();
}

Datum
cadence_hash(PG_FUNCTION_ARGS)
{
	bytea	   *stored = PG_GETARG_BYTEA_PP(0);
	Datum		result = hash_any((unsigned char *) VARDATA_ANY(stored),
								  VARSIZE_ANY_EXHDR(stored));

	PG_FREE_IF_COPY(stored, 0);
	return result;
}

Datum
cadence_hash_extended(PG_FUNCTION_ARGS)
{
	bytea	   *stored = PG_GETARG_BYTEA_PP(0);
	Datum		result = hash_any_extended((unsigned char *) VARDATA_ANY(stored),
										   VARSIZE_ANY_EXHDR(stored),
										   PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(stored, 0);
	return result;
}

Datum
cadence_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(cadence_compare_arguments(fcinfo) <= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

Datum
cadence_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(cadence_compare_arguments(fcinfo) >= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}
