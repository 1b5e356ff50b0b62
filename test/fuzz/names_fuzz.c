/*
 * names_fuzz.c
 *		libFuzzer target of the core of names.
 */
#include "names_properties.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_name_bytes(data, size);
	return 0;
}
