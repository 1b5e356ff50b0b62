/*
 * case_head.c
 *		The head of a case: lock, order and serialization failure at once.
 *
 * One row for each case, in the rulebook.  Acts and facts update it alike, so
 * that whoever commits first is seen by the other.  The row is made by the
 * first act or the first fact of the case.
 *
 * It also knows how far back an act or a fact reaches: the latest day on which
 * an act happened, and the day from which acts wait to be judged again.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/guard.h"

#define RULEBOOK_LENGTH 192

typedef enum HeadPlan
{
	HEAD_NUMBER,
	HEAD_NUMBER_FIRST,
	HEAD_REACH,
	HEAD_REACH_FIRST,
	HEAD_HOLD,
	HEAD_SEEN,
	HEAD_RECEIVE,
	HEAD_SETTLE,
	HEAD_READ,
	NUM_HEAD_PLANS
} HeadPlan;

/* the plans of one rulebook */
typedef struct CaseHead
{
	char		rulebook[RULEBOOK_LENGTH];
	uint64		generation;
	Oid			id_type;
	Oid			relid;
	int			offices;
	int			office;
	SPIPlanPtr	plans[NUM_HEAD_PLANS];
} CaseHead;

static HTAB *heads = NULL;

#define HEAD_COLUMNS "act_seq, last_on, rejudge_since, rejudge_cause"

/*
 * The next number of a case.  Where several offices record acts of the same
 * cases, each gives the numbers that leave its own remainder, above all that it
 * has seen: so no number is given twice, and what comes later is larger.
 */
static char *
next_number(const CaseHead *head, const char *rulebook, const char *last)
{
	if (head->offices == 1)
		return psprintf("%s + 1", last);
	return psprintf("(select n.seen + 1 + (%d - (n.seen + 1) %% %d + %d) %% %d "
					"from (select greatest(%s, (select max(r.seq) from %s.received r "
					"where r.case_id = $1)) as seen) n)",
					head->office, head->offices, head->offices, head->offices, last, rulebook);
}

/* how many offices there are, and which this is */
static void
layout_read(CaseHead *head, const char *rulebook)
{
	bool		isnull;

	head->offices = 1;
	if (query_run(psprintf("select offices, office from %s.layout", rulebook),
				  0, NULL, NULL, NULL, 1) == 1)
	{
		head->offices = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
													SPI_tuptable->tupdesc, 1, &isnull));
		head->office = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
												   SPI_tuptable->tupdesc, 2, &isnull));
	}
}

static void
head_prepare(CaseHead *head, const char *rulebook, Oid id_type)
{
	Oid			id_only[1] = {id_type};
	Oid			with_day[2] = {id_type, DATEOID};
	Oid			with_cause[3] = {id_type, DATEOID, TEXTOID};

	head->plans[HEAD_NUMBER] =
		query_prepare(psprintf("update %s.case_head set act_seq = %s, "
							   "last_on = greatest(last_on, $2) "
							   "where case_id = $1 returning " HEAD_COLUMNS,
							   rulebook, next_number(head, rulebook, "act_seq")), 2, with_day);
	head->plans[HEAD_NUMBER_FIRST] =
		query_prepare(psprintf("insert into %s.case_head as h (case_id, act_seq, last_on) "
							   "values ($1, %s, $2) on conflict (case_id) "
							   "do update set act_seq = %s, last_on = greatest(h.last_on, $2) "
							   "returning " HEAD_COLUMNS,
							   rulebook, next_number(head, rulebook, "0"),
							   next_number(head, rulebook, "h.act_seq")), 2, with_day);
	head->plans[HEAD_REACH] =
		query_prepare(psprintf("update %s.case_head set act_seq = act_seq, "
							   "rejudge_since = case when $2 <= last_on "
							   "then least(rejudge_since, $2) else rejudge_since end, "
							   "rejudge_cause = case when $2 <= last_on "
							   "then coalesce(rejudge_cause, $3) else rejudge_cause end "
							   "where case_id = $1 returning " HEAD_COLUMNS, rulebook),
					  3, with_cause);
	head->plans[HEAD_REACH_FIRST] =
		query_prepare(psprintf("insert into %s.case_head as h (case_id) values ($1) "
							   "on conflict (case_id) do update set act_seq = h.act_seq, "
							   "rejudge_since = case when $2 <= h.last_on "
							   "then least(h.rejudge_since, $2) else h.rejudge_since end, "
							   "rejudge_cause = case when $2 <= h.last_on "
							   "then coalesce(h.rejudge_cause, $3) else h.rejudge_cause end "
							   "returning " HEAD_COLUMNS, rulebook), 3, with_cause);
	head->plans[HEAD_HOLD] =
		query_prepare(psprintf("update %s.case_head set act_seq = act_seq "
							   "where case_id = $1 returning " HEAD_COLUMNS, rulebook),
					  1, id_only);
	head->plans[HEAD_RECEIVE] =
		query_prepare(psprintf("insert into %s.case_head as h (case_id, last_on, rejudge_since, "
							   "rejudge_cause) values ($1, $2, $2, 'received') "
							   "on conflict (case_id) do update set "
							   "last_on = greatest(h.last_on, $2), "
							   "rejudge_since = least(h.rejudge_since, $2), "
							   "rejudge_cause = coalesce(h.rejudge_cause, 'received') "
							   "returning " HEAD_COLUMNS, rulebook), 2, with_day);
	head->plans[HEAD_SEEN] =
		query_prepare(psprintf("update %s.case_head set last_on = greatest(last_on, $2) "
							   "where case_id = $1 and (last_on is null or last_on < $2) "
							   "returning " HEAD_COLUMNS, rulebook),
					  2, with_day);
	head->plans[HEAD_READ] =
		query_prepare(psprintf("select " HEAD_COLUMNS " from %s.case_head where case_id = $1",
							   rulebook), 1, id_only);
	head->plans[HEAD_SETTLE] =
		query_prepare(psprintf("update %s.case_head set rejudge_since = null, "
							   "rejudge_cause = null where case_id = $1 "
							   "returning " HEAD_COLUMNS, rulebook), 1, id_only);
}

static void
head_free(void *what)
{
	CaseHead   *head = what;

	for (int i = 0; i < NUM_HEAD_PLANS; i++)
		SPI_freeplan(head->plans[i]);
	pfree(head);
}

static CaseHead *
case_head_find(const char *rulebook, Oid id_type)
{
	CaseHead   *head;
	CaseHead	fresh;
	bool		found;
	Oid			text_type[1] = {TEXTOID};
	Datum		value;
	bool		isnull;

	if (heads == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = RULEBOOK_LENGTH;
		ctl.entrysize = sizeof(CaseHead);
		heads = hash_create("case_rules case heads", 8, &ctl, HASH_ELEM | HASH_STRINGS);
	}
	memset(&fresh, 0, sizeof(fresh));
	strlcpy(fresh.rulebook, rulebook, sizeof(fresh.rulebook));
	fresh.generation = gate_generation();
	head = hash_search(heads, fresh.rulebook, HASH_FIND, NULL);
	if (head && head->id_type == id_type && head->generation == fresh.generation &&
		SPI_plan_is_valid(head->plans[HEAD_NUMBER]))
		return head;

	/* the layout says how numbers are given; the head itself changes all the time */
	value = CStringGetTextDatum(rulebook);
	(void) query_run("select ($1 || '.case_head')::regclass::oid, ($1 || '.layout')::regclass::oid",
					 1, text_type, &value, NULL, 1);
	fresh.relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
												 1, &isnull));
	gate_watch_table(DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0],
													SPI_tuptable->tupdesc, 2, &isnull)));
	fresh.id_type = id_type;
	layout_read(&fresh, rulebook);
	head_prepare(&fresh, rulebook, id_type);
	for (int i = 0; i < NUM_HEAD_PLANS; i++)
		SPI_keepplan(fresh.plans[i]);
	head = hash_search(heads, fresh.rulebook, HASH_ENTER, &found);
	if (found)
	{
		/* perhaps still in use further up the stack */
		MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
		CaseHead   *stale = palloc(sizeof(CaseHead));

		*stale = *head;
		MemoryContextSwitchTo(old);
		stale_put_aside(head_free, stale);
	}
	*head = fresh;
	return head;
}

static void
head_read(MemoryContext context, CaseHeadState *state)
{
	HeapTuple	row = SPI_tuptable->vals[0];
	TupleDesc	desc = SPI_tuptable->tupdesc;
	bool		isnull;

	state->act_seq = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
	state->last_on = DatumGetDateADT(SPI_getbinval(row, desc, 2, &isnull));
	state->has_last_on = !isnull;
	state->rejudge_since = DatumGetDateADT(SPI_getbinval(row, desc, 3, &isnull));
	state->has_rejudge_since = !isnull;
	state->rejudge_cause = query_text(context, 0, 4);
}

/* runs one plan, and the other where there is no head yet */
static bool
head_write(const char *rulebook, Oid id_type, HeadPlan plan, int first, Datum *values,
		   CaseHeadState *state)
{
	MemoryContext caller = CurrentMemoryContext;
	CaseHead   *head;
	bool		found;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	head = case_head_find(rulebook, id_type);
	if (engine_write_execute(head->relid, head->plans[plan], values, NULL) == 0 && first >= 0)
		(void) engine_write_execute(head->relid, head->plans[first], values, NULL);
	found = SPI_processed == 1;
	if (!found && first >= 0)
		elog(ERROR, "case head was not written");
	if (found && state)
		head_read(caller, state);
	SPI_finish();
	return found;
}

void
case_head_number(const char *rulebook, Oid id_type, Datum case_id, DateADT acted_on,
				 CaseHeadState *state)
{
	Datum		values[2] = {case_id, DateADTGetDatum(acted_on)};

	(void) head_write(rulebook, id_type, HEAD_NUMBER, HEAD_NUMBER_FIRST, values, state);
}

void
case_head_reach(const char *rulebook, Oid id_type, Datum case_id, DateADT since,
				const char *cause)
{
	Datum		values[3] = {case_id, DateADTGetDatum(since), CStringGetTextDatum(cause)};

	(void) head_write(rulebook, id_type, HEAD_REACH, HEAD_REACH_FIRST, values, NULL);
}

bool
case_head_hold(const char *rulebook, Oid id_type, Datum case_id, CaseHeadState *state)
{
	return head_write(rulebook, id_type, HEAD_HOLD, -1, &case_id, state);
}

void
case_head_seen(const char *rulebook, Oid id_type, Datum case_id, DateADT acted_on)
{
	Datum		values[2] = {case_id, DateADTGetDatum(acted_on)};

	(void) head_write(rulebook, id_type, HEAD_SEEN, -1, values, NULL);
}

void
case_head_settle(const char *rulebook, Oid id_type, Datum case_id)
{
	(void) head_write(rulebook, id_type, HEAD_SETTLE, -1, &case_id, NULL);
}

bool
case_head_read(const char *rulebook, Oid id_type, Datum case_id, CaseHeadState *state)
{
	return head_write(rulebook, id_type, HEAD_READ, -1, &case_id, state);
}

bool
case_head_is_past(const char *rulebook, Oid id_type, Datum case_id, DateADT acted_on)
{
	CaseHeadState state;

	return case_head_read(rulebook, id_type, case_id, &state) &&
		state.has_last_on && state.last_on > acted_on;
}

void
case_head_receive(const char *rulebook, Oid id_type, Datum case_id, DateADT day)
{
	Datum		values[2] = {case_id, DateADTGetDatum(day)};

	(void) head_write(rulebook, id_type, HEAD_RECEIVE, -1, values, NULL);
}

bool
case_head_is_shared(const char *rulebook, Oid id_type)
{
	bool		shared;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	shared = case_head_find(rulebook, id_type)->offices > 1;
	SPI_finish();
	return shared;
}
