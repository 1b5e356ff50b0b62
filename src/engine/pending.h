/*
 * pending.h
 *		Acts on their way between the BEFORE and the AFTER trigger.
 */
#ifndef CR_PENDING_H
#define CR_PENDING_H

#include "engine/act.h"

#define PENDING_ID_LENGTH 64

typedef struct PendingKey
{
	char		rulebook[PENDING_ID_LENGTH];
	char		case_id[PENDING_ID_LENGTH];
} PendingKey;

typedef struct PendingCase
{
	PendingKey	key;
	Oid			relid;
	int64		seq;
	uint64		statement;
	bool		stale;			/* a fact of the case was written since */
	Act		   *act;
	HeapTuple	row;			/* as the BEFORE trigger left it */
	MemoryContext context;
} PendingCase;

extern void pending_key(PendingKey *key, const char *rulebook, Oid id_type, Datum case_id);
extern PendingCase *pending_find(const PendingKey *key);
extern PendingCase *pending_add(const PendingKey *key);
extern void pending_remove(PendingCase *entry);

#endif							/* CR_PENDING_H */
