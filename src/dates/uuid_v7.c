/*
 * uuid_v7.c
 *		UUIDs of version 7 (RFC 9562): ids that sort by the moment they were made.
 *
 * The 12 bits after the milliseconds hold the fraction of the millisecond
 * (method 3 of section 6.2), and the pair is pushed on by one step whenever the
 * clock has not moved or was set back, so that the ids of one backend always
 * ascend.
 */
#include "postgres.h"

#include <sys/time.h>

#include "fmgr.h"
#include "utils/uuid.h"

#include "compat.h"

PG_FUNCTION_INFO_V1(uuid_v7);

#define FRACTION_BITS 12

Datum
uuid_v7(PG_FUNCTION_ARGS)
{
	/* milliseconds and fraction of the last id that this backend made */
	static uint64 last_stamp = 0;
	struct timeval now;
	uint64		stamp;
	uint64		ms;
	pg_uuid_t  *uuid = palloc(sizeof(pg_uuid_t));

	gettimeofday(&now, NULL);
	stamp = ((uint64) now.tv_sec * 1000 + (uint64) now.tv_usec / 1000) << FRACTION_BITS;
	stamp |= (((uint64) now.tv_usec % 1000) << FRACTION_BITS) / 1000;
	if (stamp <= last_stamp)
		stamp = last_stamp + 1;
	last_stamp = stamp;

	if (!pg_strong_random(uuid->data + 8, UUID_LEN - 8))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate random values")));

	ms = stamp >> FRACTION_BITS;
	for (int i = 0; i < 6; i++)
		uuid->data[i] = (unsigned char) (ms >> (40 - 8 * i));
	uuid->data[6] = (unsigned char) (0x70 | ((stamp >> 8) & 0x0f));
	uuid->data[7] = (unsigned char) (stamp & 0xff);
	uuid->data[8] = (unsigned char) (0x80 | (uuid->data[8] & 0x3f));

	PG_RETURN_UUID_P(uuid);
}
