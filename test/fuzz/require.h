/*
 * require.h
 *		What the properties have: a condition that must hold of any input, and
 *		input in a block of exactly its length, so that the address sanitizer
 *		sees one byte too many.
 *
 * A condition that does not hold aborts, as a fuzzer expects.
 */
#ifndef REQUIRE_H
#define REQUIRE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* the caller frees it */
static inline void *
exact_copy(const void *data, size_t length)
{
	void	   *copy = malloc(length > 0 ? length : 1);

	if (length > 0)
		memcpy(copy, data, length);
	return copy;
}

#endif							/* REQUIRE_H */
