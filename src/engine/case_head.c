/*
 * case_head.c
 *		The head of a case: lock, order and serialization failure at once.
 *
 * One row for each case, in the rulebook.  Acts and facts update it alike, so
 * that whoever commits first is seen by the other.  The row is made by the
 * first act or the first fact of the case.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/guard.h"

#define RULEBOOK_LENGTH 192

/* the plans of one rulebook */
typedef struct CaseHead
{
	char		rulebook[RULEBOOK_LENGTH];
	Oid			id_type;
	Oid			relid;
	SPIPlanPtr	update_plan;
	SPIPlanPtr	insert_plan;
} CaseHead;

static HTAB *heads = NULL;

static CaseHead *
case_head_find(const char *rulebook, Oid id_type)
{
	char		key[RULEBOOK_LENGTH];
	CaseHead   *head;
	bool		found;
	Oid			text_type[1] = {TEXTOID};
	Oid			types[2] = {id_type, INT8OID};
	Datum		value;
	bool		isnull;
	Oid			relid;
	SPIPlanPtr	update_plan;
	SPIPlanPtr	insert_plan;

	if (heads == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(key);
		ctl.entrysize = sizeof(CaseHead);
		heads = hash_create("case_rules case heads", 8, &ctl, HASH_ELEM | HASH_STRINGS);
	}
	memset(key, 0, sizeof(key));
	strlcpy(key, rulebook, sizeof(key));
	head = hash_search(heads, key, HASH_FIND, NULL);
	if (head && head->id_type == id_type &&
		SPI_plan_is_valid(head->update_plan) && SPI_plan_is_valid(head->insert_plan))
		return head;

	value = CStringGetTextDatum(psprintf("%s.case_head", rulebook));
	(void) query_run("select $1::regclass::oid", 1, text_type, &value, NULL, 1);
	relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
										   1, &isnull));
	update_plan = query_prepare(psprintf("update %s.case_head set act_seq = act_seq + $2 "
										 "where case_id = $1 returning act_seq", rulebook),
								2, types);
	insert_plan = query_prepare(psprintf("insert into %s.case_head as h (case_id, act_seq) "
										 "values ($1, $2) on conflict (case_id) "
										 "do update set act_seq = h.act_seq + $2 "
										 "returning act_seq", rulebook), 2, types);
	head = hash_search(heads, key, HASH_ENTER, &found);
	if (found)
	{
		SPI_freeplan(head->update_plan);
		SPI_freeplan(head->insert_plan);
	}
	SPI_keepplan(update_plan);
	SPI_keepplan(insert_plan);
	head->id_type = id_type;
	head->relid = relid;
	head->update_plan = update_plan;
	head->insert_plan = insert_plan;
	return head;
}

int64
case_head_advance(const char *rulebook, Oid id_type, Datum case_id, int64 by)
{
	Datum		values[2] = {case_id, Int64GetDatum(by)};
	CaseHead   *head;
	bool		isnull;
	int64		seq;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	head = case_head_find(rulebook, id_type);
	if (engine_write_execute(head->relid, head->update_plan, values, NULL) == 0)
		(void) engine_write_execute(head->relid, head->insert_plan, values, NULL);
	if (SPI_processed != 1)
		elog(ERROR, "case head was not written");
	seq = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	SPI_finish();
	return seq;
}
