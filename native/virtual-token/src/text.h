/* Fixed-width, blank-padded texts of the standard. */
#ifndef TANBA_TEXT_H
#define TANBA_TEXT_H

#include <stddef.h>

#include "pkcs11.h"

/* Copies and pads with blanks, not zero-terminated (section 3.1); cut at a character's border if too long, for UTF-8. */
void text_pad(CK_UTF8CHAR *field, size_t size, const char *text);

#endif
