/*
 * clock_properties.h
 *		What must hold for any text, bytes and days given to a time limit.
 */
#ifndef CLOCK_PROPERTIES_H
#define CLOCK_PROPERTIES_H

#include <stddef.h>
#include <stdint.h>

/* each returns 1 when the input was a value, 0 when it was refused, and ends
 * the program when a property does not hold */
extern int	check_clock_text(const char *text, size_t length);
extern int	check_clock_bytes(const uint8_t *bytes, size_t length);
extern int	check_clock_arithmetic(const uint8_t *bytes, size_t length);

#endif							/* CLOCK_PROPERTIES_H */
