/*
 * cadence.c
 *		SQL type for a follow-up promise.
 *
 * Words and bytes are in cadence_core.c.  What is stored is the byte string
 * that is sent over the wire: a version byte and the phases, equal for equal
 * promises.  Sending, comparing and hashing are left to what bytea has for it.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "compat.h"
#include "dates/cadence.h"
#include "dates/stored_bytes.h"

PG_FUNCTION_INFO_V1(cadence_in);
PG_FUNCTION_INFO_V1(cadence_out);
PG_FUNCTION_INFO_V1(cadence_recv);

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

	return stored_bytes_make(bytes, cadence_encode(cadence, bytes));
}

void
cadence_load(const bytea *stored, Cadence *cadence)
{
	if (cadence_decode((const uint8 *) VARDATA_ANY(stored),
					   VARSIZE_ANY_EXHDR(stored), cadence) != CADENCE_OK)
		stored_bytes_unreadable("cadence");
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
