/*
 * kleene_core.h
 *		Three-valued logic over the shape of a condition, free of PostgreSQL.
 *
 * A condition is a tree of AND, OR and NOT over leaves.  Given what each leaf
 * says, this tells what the whole says, which leaves stand in the way of
 * "true", and which of the unknown leaves could still change the answer.
 */
#ifndef CR_KLEENE_CORE_H
#define CR_KLEENE_CORE_H

#include <stdbool.h>

typedef enum Kleene
{
	KLEENE_FALSE = 0,
	KLEENE_UNKNOWN = 1,
	KLEENE_TRUE = 2
} Kleene;

typedef enum KleeneOp
{
	KLEENE_LEAF,
	KLEENE_AND,
	KLEENE_OR,
	KLEENE_NOT
} KleeneOp;

/* children are given as indexes into the same array, first child and next sibling; -1 ends */
typedef struct KleeneNode
{
	KleeneOp	op;
	int			leaf;			/* number of the leaf, for KLEENE_LEAF */
	int			first_child;
	int			next_sibling;
} KleeneNode;

extern Kleene kleene_and(Kleene a, Kleene b);
extern Kleene kleene_or(Kleene a, Kleene b);
extern Kleene kleene_not(Kleene a);

extern Kleene kleene_value(const KleeneNode *nodes, int root, const Kleene *leaves);

/*
 * Marks the leaves that keep the root from being true: in wants_true[] those
 * that are asked to be true, in wants_false[] those that are asked to be false.
 * A leaf that stands in several places can be in both.
 */
extern void kleene_failing(const KleeneNode *nodes, int root, const Kleene *leaves,
						   bool *wants_true, bool *wants_false);

/*
 * Marks in relevant[] the unknown leaves that could still change the answer:
 * for some way in which the other unknown leaves come out, or stay unknown,
 * learning this one changes the value.  scratch holds nleaves values.  Exact for up to KLEENE_EXACT_LEAVES unknown leaves; beyond
 * that every unknown leaf is marked, unless the answer is settled already.
 */
#define KLEENE_EXACT_LEAVES 8
extern void kleene_relevant(const KleeneNode *nodes, int root, const Kleene *leaves,
							int nleaves, Kleene *scratch, bool *relevant);

#endif							/* CR_KLEENE_CORE_H */
