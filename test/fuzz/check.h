/*
 * check.h
 *		What every test of this directory has: a check that says where it failed,
 *		and chance that comes out the same in every run.
 *
 * A test ends with status 1 on its first difference.  Run with a number, it
 * takes another sequence of random cases.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long checks = 0;

/* what is being tried, told with a failure; empty: nothing to tell */
static char context[4096];

#define CHECK(condition, ...) \
	do { \
		checks++; \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s\n  %s\n  ", __FILE__, __LINE__, #condition, context); \
			fprintf(stderr, __VA_ARGS__); \
			fputc('\n', stderr); \
			exit(1); \
		} \
	} while (0)

static uint64_t chance_state = 20001;

static inline void
chance_seed(int argc, char **argv)
{
	if (argc > 1)
		chance_state ^= strtoull(argv[1], NULL, 10) * 0x9e3779b97f4a7c15u;
}

static inline uint32_t
chance(void)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 7;
	chance_state ^= chance_state << 17;
	return (uint32_t) (chance_state >> 16);
}

/* from 0 to n - 1 */
static inline uint32_t
below(uint32_t n)
{
	return chance() % n;
}

static inline int
between(int low, int high)
{
	return low + (int) below((uint32_t) (high - low + 1));
}

static inline bool
one_in(int n)
{
	return below((uint32_t) n) == 0;
}

static inline void
checks_held(const char *test)
{
	printf("%s: %ld checks held (%.1f s)\n", test, checks, (double) clock() / CLOCKS_PER_SEC);
}

#endif							/* CHECK_H */
