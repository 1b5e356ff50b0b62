/*
 * kleene_test.c
 *		Three-valued logic against a naive oracle that shares nothing with it.
 *
 * The oracle has two halves.  One knows no Kleene tables: an unknown leaf is a
 * boolean that nobody has told us, and the value of a tree is what all ways of
 * telling agree on; where each leaf stands once, that is what three-valued
 * logic computes.  The other writes the tables out and is used where a leaf
 * stands in several places.
 */
#include "check.h"
#include "kleene_core.h"

#define MAX_LEAVES 16
#define MAX_NODES 128

/* ---------- trees ---------- */

static KleeneNode nodes[MAX_NODES];
static int	nnodes;
static int	nleaves;
static int	shared;				/* leaves to choose from; 0: each stands once */

static int
leaf_new(void)
{
	int			leaf;

	if (shared == 0)
		return nleaves++;
	leaf = (int) below((uint32_t) shared);
	if (leaf >= nleaves)
		nleaves = leaf + 1;
	return leaf;
}

static int
node_new(KleeneOp op)
{
	KleeneNode *node = &nodes[nnodes];

	node->op = op;
	node->leaf = op == KLEENE_LEAF ? leaf_new() : -1;
	node->first_child = -1;
	node->next_sibling = -1;
	return nnodes++;
}

static int
tree_random(int depth)
{
	uint32_t	kind = depth == 0 ? 0 : below(8);
	int			children,
				at,
				previous = -1;

	/* room for this node and what it must have below it */
	if (kind < 2 || nleaves > MAX_LEAVES - 5 || nnodes > MAX_NODES - 24)
		return node_new(KLEENE_LEAF);
	if (kind < 4)
	{
		at = node_new(KLEENE_NOT);
		children = 1;
	}
	else
	{
		at = node_new(kind < 6 ? KLEENE_AND : KLEENE_OR);
		children = 1 + (int) below(4);
	}
	for (int i = 0; i < children; i++)
	{
		int			child;

		if (nleaves >= MAX_LEAVES)
			break;
		child = tree_random(depth - 1);
		if (previous < 0)
			nodes[at].first_child = child;
		else
			nodes[previous].next_sibling = child;
		previous = child;
	}
	return at;
}

/* ---------- the oracle ---------- */

/* two-valued, all leaves known */
static bool
plain_value(int at, uint32_t told)
{
	int			child = nodes[at].first_child;

	if (nodes[at].op == KLEENE_LEAF)
		return (told >> nodes[at].leaf) & 1;
	if (nodes[at].op == KLEENE_NOT)
		return !plain_value(child, told);
	for (; child >= 0; child = nodes[child].next_sibling)
	{
		if (nodes[at].op == KLEENE_AND && !plain_value(child, told))
			return false;
		if (nodes[at].op == KLEENE_OR && plain_value(child, told))
			return true;
	}
	return nodes[at].op == KLEENE_AND;
}

/* every way to fill in the unknown leaves, one after the other; false after the last */
static bool
told_next(uint32_t *told, uint32_t unknown)
{
	*told = (*told - unknown) & unknown;
	return *told != 0;
}

/* three-valued, by tables */
static const Kleene and_table[3][3] = {
	{KLEENE_FALSE, KLEENE_FALSE, KLEENE_FALSE},
	{KLEENE_FALSE, KLEENE_UNKNOWN, KLEENE_UNKNOWN},
	{KLEENE_FALSE, KLEENE_UNKNOWN, KLEENE_TRUE}
};
static const Kleene or_table[3][3] = {
	{KLEENE_FALSE, KLEENE_UNKNOWN, KLEENE_TRUE},
	{KLEENE_UNKNOWN, KLEENE_UNKNOWN, KLEENE_TRUE},
	{KLEENE_TRUE, KLEENE_TRUE, KLEENE_TRUE}
};
static const Kleene not_table[3] = {KLEENE_TRUE, KLEENE_UNKNOWN, KLEENE_FALSE};

static Kleene
table_value(int at, const Kleene *leaves)
{
	int			child = nodes[at].first_child;
	Kleene		value;

	if (nodes[at].op == KLEENE_LEAF)
		return leaves[nodes[at].leaf];
	value = table_value(child, leaves);
	if (nodes[at].op == KLEENE_NOT)
		return not_table[value];
	while ((child = nodes[child].next_sibling) >= 0)
		value = nodes[at].op == KLEENE_AND ? and_table[value][table_value(child, leaves)]
			: or_table[value][table_value(child, leaves)];
	return value;
}

/* to be told this leaf: does it ever make a difference, the others told or not? */
static bool
could_change(int root, const Kleene *leaves, int leaf)
{
	Kleene		told[MAX_LEAVES];

	memcpy(told, leaves, sizeof(told));
	for (;;)
	{
		Kleene		before;
		int			i;

		told[leaf] = KLEENE_UNKNOWN;
		before = table_value(root, told);
		told[leaf] = KLEENE_TRUE;
		if (table_value(root, told) != before)
			return true;
		told[leaf] = KLEENE_FALSE;
		if (table_value(root, told) != before)
			return true;

		for (i = 0; i < nleaves; i++)
		{
			if (i == leaf || leaves[i] != KLEENE_UNKNOWN)
				continue;
			told[i] = told[i] == KLEENE_UNKNOWN ? KLEENE_FALSE :
				told[i] == KLEENE_FALSE ? KLEENE_TRUE : KLEENE_UNKNOWN;
			if (told[i] != KLEENE_UNKNOWN)
				break;
		}
		if (i == nleaves)
			return false;
	}
}

static void
tree_check(int root)
{
	Kleene		leaves[MAX_LEAVES] = {KLEENE_FALSE};
	Kleene		scratch[MAX_LEAVES];
	bool		wants_true[MAX_LEAVES] = {false};
	bool		wants_false[MAX_LEAVES] = {false};
	bool		relevant[MAX_LEAVES];
	uint32_t	known = 0,
				unknown = 0,
				told = 0;
	int			nunknown = 0;
	bool		any = false;
	bool		both = false;
	Kleene		value;

	for (int i = 0; i < nleaves; i++)
	{
		leaves[i] = (Kleene) below(3);
		if (leaves[i] == KLEENE_UNKNOWN)
		{
			unknown |= 1u << i;
			nunknown++;
		}
		else if (leaves[i] == KLEENE_TRUE)
			known |= 1u << i;
	}

	/* the value */
	value = kleene_value(nodes, root, leaves);
	CHECK(value == table_value(root, leaves), "value %d of a tree of %d nodes", value, nnodes);
	if (shared == 0)
	{
		bool		ever[2] = {false, false};

		do
			ever[plain_value(root, known | told)] = true;
		while (told_next(&told, unknown));
		CHECK(value == (ever[0] && ever[1] ? KLEENE_UNKNOWN : ever[1] ? KLEENE_TRUE : KLEENE_FALSE),
			  "value %d of a tree of %d nodes", value, nnodes);
	}

	/* which unknown leaves could still change it */
	kleene_relevant(nodes, root, leaves, nleaves, scratch, relevant);
	for (int i = 0; i < nleaves; i++)
	{
		CHECK(!relevant[i] || leaves[i] == KLEENE_UNKNOWN, "a known leaf is no missing one");
		CHECK(value == KLEENE_UNKNOWN || !relevant[i], "what is settled stays settled");
		if (leaves[i] != KLEENE_UNKNOWN)
			continue;
		if (nunknown <= KLEENE_EXACT_LEAVES)
			CHECK(relevant[i] == could_change(root, leaves, i), "leaf %d of %d, %d unknown", i, nleaves, nunknown);
		else if (value == KLEENE_UNKNOWN)
			CHECK(relevant[i], "leaf %d of too many", i);
		any = any || relevant[i];
	}
	CHECK(any || value != KLEENE_UNKNOWN, "whoever is told unknown is told what to find out");

	/* which leaves stand in the way of true, and that giving them what is wanted is enough */
	kleene_failing(nodes, root, leaves, wants_true, wants_false);
	any = false;
	for (int i = 0; i < nleaves; i++)
	{
		any = any || wants_true[i] || wants_false[i];
		both = both || (wants_true[i] && wants_false[i]);
		CHECK(!wants_true[i] || leaves[i] != KLEENE_TRUE, "leaf %d is true already", i);
		CHECK(!wants_false[i] || leaves[i] != KLEENE_FALSE, "leaf %d is false already", i);
	}
	CHECK(any == (value != KLEENE_TRUE), "something fails exactly where the tree is not true");
	CHECK(!both || shared > 0, "a leaf that stands once is asked for one thing");
	if (shared == 0)
	{
		for (int i = 0; i < nleaves; i++)
			if (wants_true[i] || wants_false[i])
				leaves[i] = wants_true[i] ? KLEENE_TRUE : KLEENE_FALSE;
		CHECK(kleene_value(nodes, root, leaves) == KLEENE_TRUE, "with every failing leaf put right the tree is true");
	}
}

/* ---------- tables ---------- */

static void
tables_check(void)
{
	for (int a = 0; a < 3; a++)
	{
		CHECK(kleene_not((Kleene) a) == not_table[a], "not %d", a);
		for (int b = 0; b < 3; b++)
		{
			CHECK(kleene_and((Kleene) a, (Kleene) b) == and_table[a][b], "%d and %d", a, b);
			CHECK(kleene_or((Kleene) a, (Kleene) b) == or_table[a][b], "%d or %d", a, b);
			CHECK(kleene_not(kleene_and((Kleene) a, (Kleene) b)) ==
				  kleene_or(kleene_not((Kleene) a), kleene_not((Kleene) b)), "De Morgan");
			for (int c = 0; c < 3; c++)
			{
				CHECK(kleene_and((Kleene) a, kleene_or((Kleene) b, (Kleene) c)) ==
					  kleene_or(kleene_and((Kleene) a, (Kleene) b), kleene_and((Kleene) a, (Kleene) c)),
					  "distributive");
				CHECK(kleene_and((Kleene) a, kleene_and((Kleene) b, (Kleene) c)) ==
					  kleene_and(kleene_and((Kleene) a, (Kleene) b), (Kleene) c), "associative");
			}
		}
	}
}

/* more unknown leaves than are gone through one by one */
static void
many_unknown_check(void)
{
	enum
	{
		LEAVES = KLEENE_EXACT_LEAVES + 4
	};
	Kleene		leaves[LEAVES];
	Kleene		scratch[LEAVES];
	bool		relevant[LEAVES];
	int			root,
				previous = -1;

	nnodes = nleaves = shared = 0;
	root = node_new(KLEENE_OR);
	for (int i = 0; i < LEAVES; i++)
	{
		int			child = node_new(KLEENE_LEAF);

		if (previous < 0)
			nodes[root].first_child = child;
		else
			nodes[previous].next_sibling = child;
		previous = child;
		leaves[i] = KLEENE_UNKNOWN;
	}
	kleene_relevant(nodes, root, leaves, LEAVES, scratch, relevant);
	for (int i = 0; i < LEAVES; i++)
		CHECK(relevant[i], "leaf %d of many", i);
	leaves[3] = KLEENE_TRUE;
	kleene_relevant(nodes, root, leaves, LEAVES, scratch, relevant);
	for (int i = 0; i < LEAVES; i++)
		CHECK(!relevant[i], "settled: leaf %d of many", i);
}

int
main(int argc, char **argv)
{
	chance_seed(argc, argv);

	tables_check();
	many_unknown_check();
	for (int i = 0; i < 4000; i++)
	{
		int			root;

		nnodes = nleaves = 0;
		shared = i % 2 == 0 ? 0 : 1 + (int) below(6);
		root = tree_random(1 + (int) below(6));
		for (int j = 0; j < 8; j++)
			tree_check(root);
	}
	checks_held("kleene_test");
	return 0;
}
