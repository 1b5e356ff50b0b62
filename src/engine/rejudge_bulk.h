/*
 * rejudge_bulk.h
 *		Which recorded acts of many cases would be judged otherwise now?
 */
#ifndef CR_REJUDGE_BULK_H
#define CR_REJUDGE_BULK_H

#include "engine/recorded.h"

/* acts: of Recorded *; marks those that are unchanged */
extern void rejudge_check(const char *rulebook, List *acts, Oid owner);

#endif							/* CR_REJUDGE_BULK_H */
