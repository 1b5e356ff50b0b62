/*
 * pending.c
 *		Acts on their way between the BEFORE and the AFTER trigger.
 *
 * One for each case: the first act of a statement that has been judged but has
 * had no effect yet.  A write to a fact of the case makes its verdict stale.
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "compat.h"
#include "engine/pending.h"

/* a bulk load must not keep the verdicts of all its rows in memory */
#define PENDING_MAX 1000

static HTAB *pending = NULL;
static bool pending_registered = false;

static void
pending_forget(XactEvent event, void *arg)
{
	/* the memory goes with TopTransactionContext */
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
		pending = NULL;
}

void
pending_key(PendingKey *key, const char *rulebook, Oid id_type, Datum case_id)
{
	Oid			typoutput;
	bool		varlena;

	memset(key, 0, sizeof(PendingKey));
	getTypeOutputInfo(id_type, &typoutput, &varlena);
	strlcpy(key->rulebook, rulebook, sizeof(key->rulebook));
	strlcpy(key->case_id, OidOutputFunctionCall(typoutput, case_id), sizeof(key->case_id));
}

PendingCase *
pending_find(const PendingKey *key)
{
	return pending ? hash_search(pending, key, HASH_FIND, NULL) : NULL;
}

void
pending_remove(PendingCase *entry)
{
	MemoryContext context = entry->context;
	PendingKey	key = entry->key;

	(void) hash_search(pending, &key, HASH_REMOVE, NULL);
	MemoryContextDelete(context);
}

/* null where there are too many already: the AFTER trigger judges then */
PendingCase *
pending_add(const PendingKey *key)
{
	PendingCase *entry;

	if (!pending_registered)
	{
		RegisterXactCallback(pending_forget, NULL);
		pending_registered = true;
	}
	if (pending == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(PendingKey);
		ctl.entrysize = sizeof(PendingCase);
		ctl.hcxt = TopTransactionContext;
		pending = hash_create("case_rules pending acts", 16, &ctl,
							  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	if (hash_get_num_entries(pending) >= PENDING_MAX)
		return NULL;
	entry = hash_search(pending, key, HASH_ENTER, NULL);
	entry->stale = false;
	entry->act = NULL;
	entry->row = NULL;
	entry->context = AllocSetContextCreate(TopTransactionContext, "case_rules pending act",
										   ALLOCSET_SMALL_SIZES);
	return entry;
}
