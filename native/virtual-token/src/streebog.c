#include "streebog.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <string.h>

#include "streebog-tables.h"

/* S, P and L of the RFC in one table look-up per byte: mix[j][x] is what byte value x at place j of a transposed word adds. */
static uint64_t mix[8][256];
static pthread_once_t mix_once = PTHREAD_ONCE_INIT;

static void build_mix(void) {
  for (int place = 0; place < 8; place++) {
    for (int value = 0; value < 256; value++) {
      uint64_t sum = 0;
      for (int bit = 0; bit < 8; bit++) {
        if (streebog_pi[value] >> bit & 1) sum ^= streebog_a[63 - 8 * place - bit];
      }
      mix[place][value] = sum;
    }
  }
}

/* LPS(a xor b), RFC 6986 section 7. `out` may be `a` or `b`. */
static void lps_xor(uint64_t out[8], const uint64_t a[8], const uint64_t b[8]) {
  uint64_t sum[8], result[8];
  for (int i = 0; i < 8; i++) sum[i] = a[i] ^ b[i];
  for (int i = 0; i < 8; i++) {
    uint64_t word = 0;
    for (int j = 0; j < 8; j++) word ^= mix[j][sum[j] >> (8 * i) & 0xff];
    result[i] = word;
  }
  memcpy(out, result, sizeof result);
}

/* The compression function g_N(h, m), RFC 6986 section 8. */
static void compress(uint64_t h[8], const uint64_t n[8], const uint64_t m[8]) {
  uint64_t key[8], state[8];
  lps_xor(key, h, n);
  memcpy(state, m, sizeof state);
  for (int round = 0; round < 12; round++) {
    lps_xor(state, key, state);
    lps_xor(key, key, streebog_c[round]);
  }
  for (int i = 0; i < 8; i++) h[i] ^= key[i] ^ state[i] ^ m[i];
}

static void load(uint64_t words[8], const uint8_t bytes[64]) {
  for (int i = 0; i < 8; i++) {
    words[i] = 0;
    for (int j = 7; j >= 0; j--) words[i] = words[i] << 8 | bytes[8 * i + j];
  }
}

/* a += b modulo 2^512. */
static void add(uint64_t a[8], const uint64_t b[8]) {
  unsigned carry = 0;
  for (int i = 0; i < 8; i++) {
    uint64_t sum = a[i] + b[i];
    unsigned overflow = sum < a[i];
    a[i] = sum + carry;
    carry = overflow | (a[i] < sum);
  }
}

static void absorb(struct streebog *state, const uint8_t block[64], uint64_t bits) {
  const uint64_t length[8] = {bits};
  uint64_t m[8];
  load(m, block);
  compress(state->h, state->n, m);
  add(state->n, length);
  add(state->sigma, m);
}

void streebog_init(struct streebog *state, size_t size) {
  pthread_once(&mix_once, build_mix);
  memset(state, 0, sizeof *state);
  memset(state->h, size == 32 ? 1 : 0, sizeof state->h);
  state->size = size;
}

void streebog_update(struct streebog *state, const uint8_t *data, size_t length) {
  while (length > 0) {
    size_t part = sizeof state->block - state->used;
    if (part > length) part = length;
    memcpy(state->block + state->used, data, part);
    state->used += part;
    data += part;
    length -= part;
    if (state->used == sizeof state->block) {
      absorb(state, state->block, 512);
      state->used = 0;
    }
  }
}

void streebog_final(struct streebog *state, uint8_t *digest) {
  static const uint64_t zero[8] = {0};
  size_t bits = 8 * state->used;
  state->block[state->used++] = 1;
  memset(state->block + state->used, 0, sizeof state->block - state->used);
  absorb(state, state->block, bits);
  compress(state->h, zero, state->n);
  compress(state->h, zero, state->sigma);
  size_t first = 64 - state->size; /* the 256-bit digest is the upper half */
  for (size_t i = 0; i < state->size; i++) digest[i] = (uint8_t)(state->h[(first + i) / 8] >> (8 * ((first + i) % 8)));
  OPENSSL_cleanse(state, sizeof *state);
}
