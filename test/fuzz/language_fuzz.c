/*
 * language_fuzz.c
 *		libFuzzer target: the first byte says what the rest is given to.
 */
#include "language_properties.h"

#include <stdint.h>

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	switch (data[0] % 4)
	{
		case 0:
			check_language_tag((const char *) data + 1, size - 1);
			break;
		case 1:
			check_posix_name((const char *) data + 1, size - 1);
			break;
		default:
			check_message_pattern((const char *) data + 1, size - 1);
			break;
	}
	return 0;
}
