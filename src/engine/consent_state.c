/*
 * consent_state.c
 *		Where a placement across a border stands.
 *
 * A value is a frozen number in two bytes, passed by value; the numbers follow
 * the order in which the procedure runs, so that the order of the type is that
 * of the procedure.  Numbers are never given anew: what a later release adds
 * goes into the gaps.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#include "compat.h"

PG_FUNCTION_INFO_V1(consent_state_in);
PG_FUNCTION_INFO_V1(consent_state_out);
PG_FUNCTION_INFO_V1(consent_state_recv);
PG_FUNCTION_INFO_V1(consent_state_send);
PG_FUNCTION_INFO_V1(consent_state_lt);
PG_FUNCTION_INFO_V1(consent_state_le);
PG_FUNCTION_INFO_V1(consent_state_eq);
PG_FUNCTION_INFO_V1(consent_state_ne);
PG_FUNCTION_INFO_V1(consent_state_ge);
PG_FUNCTION_INFO_V1(consent_state_gt);
PG_FUNCTION_INFO_V1(consent_state_cmp);
PG_FUNCTION_INFO_V1(consent_state_sortsupport);
PG_FUNCTION_INFO_V1(consent_state_hash);
PG_FUNCTION_INFO_V1(consent_state_hash_extended);
PG_FUNCTION_INFO_V1(consent_state_smaller);
PG_FUNCTION_INFO_V1(consent_state_larger);
PG_FUNCTION_INFO_V1(consent_state_list);

#define CONSENT_STATE_VERSION 1

/* from here on the procedure was left before its regular end */
#define CONSENT_STATE_FIRST_EXIT 510

typedef struct ConsentStateName
{
	int16		code;
	const char *name;
} ConsentStateName;

static const ConsentStateName consent_state_names[] = {
	{10, "contemplated"},
	{20, "consultation_opened"},
	{30, "report_transmitted"},
	{40, "received"},
	{50, "under_examination"},
	{60, "information_requested"},
	{70, "consent_doubtful"},
	{80, "consented"},
	{90, "consented_with_conditions"},
	{100, "assurance_obtained"},
	{110, "decided"},
	{120, "departed"},
	{130, "arrived"},
	{140, "followed_up"},
	{150, "ended"},
	{510, "refused"},
	{520, "withdrawn"},
	{530, "consent_withdrawn"},
	{540, "consent_expired"},
	{550, "lapsed"},
	{560, "recognition_refused"},
};

static const ConsentStateName *
consent_state_by_code(int16 code)
{
	for (size_t i = 0; i < lengthof(consent_state_names); i++)
	{
		if (consent_state_names[i].code == code)
			return &consent_state_names[i];
	}
	return NULL;
}

static const char *
consent_state_all_names(void)
{
	StringInfoData list;

	initStringInfo(&list);
	for (size_t i = 0; i < lengthof(consent_state_names); i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", consent_state_names[i].name);
	return list.data;
}

/* ----------
 * text and binary form
 * ----------
 */

Datum
consent_state_in(PG_FUNCTION_ARGS)
{
	const char *name = PG_GETARG_CSTRING(0);

	for (size_t i = 0; i < lengthof(consent_state_names); i++)
	{
		if (strcmp(consent_state_names[i].name, name) == 0)
			PG_RETURN_INT16(consent_state_names[i].code);
	}
	ereturn(fcinfo->context, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input value for type %s: \"%s\"", "consent_state", name),
			 errhint("The states are %s.", consent_state_all_names())));
}

Datum
consent_state_out(PG_FUNCTION_ARGS)
{
	int16		code = PG_GETARG_INT16(0);
	const ConsentStateName *state = consent_state_by_code(code);

	if (state == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("no consent_state has the number %d", code)));
	PG_RETURN_CSTRING(pstrdup(state->name));
}

Datum
consent_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int16		code;

	if (version != CONSENT_STATE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						version, "consent_state")));
	code = (int16) pq_getmsgint(buf, 2);
	if (consent_state_by_code(code) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("no consent_state has the number %d", code)));
	PG_RETURN_INT16(code);
}

Datum
consent_state_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, CONSENT_STATE_VERSION);
	pq_sendint16(&buf, PG_GETARG_INT16(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ----------
 * order
 * ----------
 */

static int
consent_state_compare(Datum x, Datum y)
{
	return (int) DatumGetInt16(x) - (int) DatumGetInt16(y);
}

Datum
consent_state_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) < PG_GETARG_INT16(1));
}

Datum
consent_state_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) <= PG_GETARG_INT16(1));
}

Datum
consent_state_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) == PG_GETARG_INT16(1));
}

Datum
consent_state_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) != PG_GETARG_INT16(1));
}

Datum
consent_state_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) >= PG_GETARG_INT16(1));
}

Datum
consent_state_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) > PG_GETARG_INT16(1));
}

Datum
consent_state_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(consent_state_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

static int
consent_state_fastcmp(Datum x, Datum y, SortSupport ssup)
{
	(void) ssup;
	return consent_state_compare(x, y);
}

Datum
consent_state_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = consent_state_fastcmp;
	PG_RETURN_VOID();
}

Datum
consent_state_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32((uint32) PG_GETARG_INT16(0));
}

Datum
consent_state_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended((uint32) PG_GETARG_INT16(0),
								(uint64) PG_GETARG_INT64(1));
}

Datum
consent_state_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT16(Min(PG_GETARG_INT16(0), PG_GETARG_INT16(1)));
}

Datum
consent_state_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT16(Max(PG_GETARG_INT16(0), PG_GETARG_INT16(1)));
}

/*
 * consent_states(): every state, as rows
 */
Datum
consent_state_list(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext oldcontext;
		TupleDesc	tupdesc;

		funcctx = SRF_FIRSTCALL_INIT();
		oldcontext = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		funcctx->tuple_desc = BlessTupleDesc(tupdesc);
		funcctx->max_calls = lengthof(consent_state_names);
		MemoryContextSwitchTo(oldcontext);
	}

	funcctx = SRF_PERCALL_SETUP();
	CHECK_FOR_INTERRUPTS();
	if (funcctx->call_cntr < funcctx->max_calls)
	{
		int16		code = consent_state_names[funcctx->call_cntr].code;
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		values[0] = Int16GetDatum(code);
		values[1] = Int16GetDatum(code);
		values[2] = BoolGetDatum(code >= CONSENT_STATE_FIRST_EXIT);
		SRF_RETURN_NEXT(funcctx,
						HeapTupleGetDatum(heap_form_tuple(funcctx->tuple_desc,
														  values, nulls)));
	}
	SRF_RETURN_DONE(funcctx);
}
