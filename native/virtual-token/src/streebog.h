/* GOST R 34.11-2012 "Streebog" (RFC 6986), 256 and 512 bits. */
#ifndef TANBA_STREEBOG_H
#define TANBA_STREEBOG_H

#include <stddef.h>
#include <stdint.h>

struct streebog {
  uint64_t h[8];     /* chaining value, words little-endian: byte 0 of word 0 is the first byte */
  uint64_t n[8];     /* bits hashed so far */
  uint64_t sigma[8]; /* sum of all blocks modulo 2^512 */
  uint8_t block[64];
  size_t used;
  size_t size; /* of the digest in bytes: 32 or 64 */
};

/* `size` is 32 or 64. */
void streebog_init(struct streebog *state, size_t size);
void streebog_update(struct streebog *state, const uint8_t *data, size_t length);
/* Writes `size` bytes in the order of the usual libraries (the RFC prints them reversed) and wipes the state. */
void streebog_final(struct streebog *state, uint8_t *digest);

#endif
