/*
 * kleene_core.c
 *		Three-valued logic over the shape of a condition.  See the header.
 */
#include "kleene_core.h"

Kleene
kleene_and(Kleene a, Kleene b)
{
	return a < b ? a : b;
}

Kleene
kleene_or(Kleene a, Kleene b)
{
	return a > b ? a : b;
}

Kleene
kleene_not(Kleene a)
{
	return (Kleene) (KLEENE_TRUE - a);
}

Kleene
kleene_value(const KleeneNode *nodes, int root, const Kleene *leaves)
{
	const KleeneNode *node = &nodes[root];
	Kleene		value;
	int			child;

	switch (node->op)
	{
		case KLEENE_LEAF:
			return leaves[node->leaf];
		case KLEENE_NOT:
			return kleene_not(kleene_value(nodes, node->first_child, leaves));
		case KLEENE_AND:
			value = KLEENE_TRUE;
			for (child = node->first_child; child >= 0; child = nodes[child].next_sibling)
				value = kleene_and(value, kleene_value(nodes, child, leaves));
			return value;
		case KLEENE_OR:
			value = KLEENE_FALSE;
			for (child = node->first_child; child >= 0; child = nodes[child].next_sibling)
				value = kleene_or(value, kleene_value(nodes, child, leaves));
			return value;
	}
	return KLEENE_UNKNOWN;		/* not reached */
}

static void
failing_walk(const KleeneNode *nodes, int at, const Kleene *leaves,
			 bool asked, bool *wants_true, bool *wants_false)
{
	const KleeneNode *node = &nodes[at];
	Kleene		wanted = asked ? KLEENE_TRUE : KLEENE_FALSE;
	int			child;

	if (kleene_value(nodes, at, leaves) == wanted)
		return;

	switch (node->op)
	{
		case KLEENE_LEAF:
			(asked ? wants_true : wants_false)[node->leaf] = true;
			break;
		case KLEENE_NOT:
			failing_walk(nodes, node->first_child, leaves, !asked, wants_true, wants_false);
			break;
		case KLEENE_AND:
		case KLEENE_OR:
			for (child = node->first_child; child >= 0; child = nodes[child].next_sibling)
				failing_walk(nodes, child, leaves, asked, wants_true, wants_false);
			break;
	}
}

void
kleene_failing(const KleeneNode *nodes, int root, const Kleene *leaves,
			   bool *wants_true, bool *wants_false)
{
	failing_walk(nodes, root, leaves, true, wants_true, wants_false);
}

void
kleene_relevant(const KleeneNode *nodes, int root, const Kleene *leaves,
				int nleaves, Kleene *scratch, bool *relevant)
{
	int			unknown[KLEENE_EXACT_LEAVES];
	int			nunknown = 0;
	int			i;

	for (i = 0; i < nleaves; i++)
	{
		relevant[i] = false;
		scratch[i] = leaves[i];
	}

	/* what is settled stays settled, whatever is learnt later */
	if (kleene_value(nodes, root, leaves) != KLEENE_UNKNOWN)
		return;

	for (i = 0; i < nleaves; i++)
	{
		if (leaves[i] != KLEENE_UNKNOWN)
			continue;
		if (nunknown == KLEENE_EXACT_LEAVES)
		{
			for (i = 0; i < nleaves; i++)
				relevant[i] = leaves[i] == KLEENE_UNKNOWN;
			return;
		}
		unknown[nunknown++] = i;
	}

	/*
	 * All ways in which the other unknown leaves may come out, or stay
	 * unknown: does learning this one ever change the value?  Counting in base
	 * three, with "still unknown" as the first digit.
	 */
	for (;;)
	{
		Kleene		is = kleene_value(nodes, root, scratch);

		for (i = 0; i < nunknown; i++)
		{
			int			leaf = unknown[i];

			if (relevant[leaf] || scratch[leaf] != KLEENE_UNKNOWN)
				continue;
			scratch[leaf] = KLEENE_TRUE;
			relevant[leaf] = kleene_value(nodes, root, scratch) != is;
			scratch[leaf] = KLEENE_FALSE;
			relevant[leaf] = relevant[leaf] || kleene_value(nodes, root, scratch) != is;
			scratch[leaf] = KLEENE_UNKNOWN;
		}

		for (i = 0; i < nunknown; i++)
		{
			Kleene	   *digit = &scratch[unknown[i]];

			if (*digit == KLEENE_UNKNOWN)
				*digit = KLEENE_TRUE;
			else if (*digit == KLEENE_TRUE)
				*digit = KLEENE_FALSE;
			else
			{
				*digit = KLEENE_UNKNOWN;
				continue;
			}
			break;
		}
		if (i == nunknown)
			return;
	}
}
