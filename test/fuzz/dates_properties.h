/*
 * dates_properties.h
 *		What must hold for any text and any bytes given to the types of src/dates.
 */
#ifndef DATES_PROPERTIES_H
#define DATES_PROPERTIES_H

#include <stddef.h>
#include <stdint.h>

/* each returns 1 when the input was a value, 0 when it was refused, and ends
 * the program when a property does not hold */
extern int	check_partial_date_text(const char *text, size_t length);
extern int	check_partial_date_bytes(const uint8_t *bytes, size_t length);
extern int	check_calendar_numbers(const uint8_t *bytes, size_t length);
extern int	check_cadence_text(const char *text, size_t length);
extern int	check_cadence_bytes(const uint8_t *bytes, size_t length);
extern int	check_cadence_arithmetic(const uint8_t *bytes, size_t length);

#endif							/* DATES_PROPERTIES_H */
