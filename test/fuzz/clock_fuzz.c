/*
 * clock_fuzz.c
 *		libFuzzer target: the first byte says what the rest is given to.
 */
#include "clock_properties.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	switch (data[0] % 3)
	{
		case 0:
			check_clock_text((const char *) data + 1, size - 1);
			break;
		case 1:
			check_clock_bytes(data + 1, size - 1);
			break;
		default:
			check_clock_arithmetic(data + 1, size - 1);
			break;
	}
	return 0;
}
