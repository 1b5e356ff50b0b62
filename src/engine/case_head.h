/*
 * case_head.h
 *		The head of a case: lock, order and serialization failure at once.
 */
#ifndef CR_CASE_HEAD_H
#define CR_CASE_HEAD_H

/*
 * Takes the case until the transaction ends and returns the number of its
 * latest act, which becomes larger by "by": 1 for an act, 0 for a fact.
 */
extern int64 case_head_advance(const char *rulebook, Oid id_type, Datum case_id, int64 by);

#endif							/* CR_CASE_HEAD_H */
