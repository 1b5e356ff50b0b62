/*
 * stored_bytes.h
 *		Types that are stored as the byte string that is sent over the wire.
 */
#ifndef CR_STORED_BYTES_H
#define CR_STORED_BYTES_H

#include "postgres.h"

#include "compat.h"

extern bytea *stored_bytes_make(const uint8 *bytes, size_t size);

/* raises what a value that no input function wrote deserves */
pg_noreturn extern void stored_bytes_unreadable(const char *type);

#endif							/* CR_STORED_BYTES_H */
