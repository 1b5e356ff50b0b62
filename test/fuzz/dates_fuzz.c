/*
 * dates_fuzz.c
 *		libFuzzer target: the first byte says what the rest is given to.
 */
#include "dates_properties.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	switch (data[0] % 6)
	{
		case 0:
			check_partial_date_text((const char *) data + 1, size - 1);
			break;
		case 1:
			check_partial_date_bytes(data + 1, size - 1);
			break;
		case 2:
			check_cadence_text((const char *) data + 1, size - 1);
			break;
		case 4:
			check_calendar_numbers(data + 1, size - 1);
			break;
		case 3:
			check_cadence_bytes(data + 1, size - 1);
			break;
		default:
			check_cadence_arithmetic(data + 1, size - 1);
			break;
	}
	return 0;
}
