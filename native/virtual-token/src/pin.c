#include "pin.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SALT_SIZE 16
#define HASH_SIZE 32
#define ITERATIONS 10000 /* some milliseconds: a token's PIN check is no faster, and test runs stay quick */

struct pin_record {
  uint8_t salt[SALT_SIZE], hash[HASH_SIZE];
  unsigned long iterations, tries_left;
  bool to_be_changed;
};

static path_t pin_path(const struct slot *slot, enum role role) { return token_path(slot, role == ROLE_SO ? "pin.so" : "pin.user"); }

static unsigned long max_tries(const struct slot *slot, enum role role) {
  return token_number(slot, role == ROLE_SO ? "so-tries" : "tries", PIN_TRIES);
}

static bool read_field(const char *text, const char *key, uint8_t *bytes, size_t size) {
  char value[2 * HASH_SIZE + 1];
  return setting_get(text, key, value, sizeof value) && hex_read(value, strlen(value), bytes, size) == (long)size;
}

static bool load(const struct slot *slot, enum role role, struct pin_record *record) {
  char *text = text_read(pin_path(slot, role).text, NULL);
  if (!text) return false;
  bool good = read_field(text, "salt", record->salt, SALT_SIZE) && read_field(text, "hash", record->hash, HASH_SIZE);
  record->iterations = setting_number(text, "iterations", ITERATIONS);
  record->tries_left = setting_number(text, "tries-left", 0);
  /* The allowed number may have been lowered in token.conf since the PIN was set. */
  if (record->tries_left > max_tries(slot, role)) record->tries_left = max_tries(slot, role);
  record->to_be_changed = setting_flag(text, "to-be-changed");
  text_free(text);
  return good;
}

static bool save(const struct slot *slot, enum role role, const struct pin_record *record) {
  char salt[2 * SALT_SIZE + 1], hash[2 * HASH_SIZE + 1], text[512];
  hex_write(record->salt, SALT_SIZE, salt);
  hex_write(record->hash, HASH_SIZE, hash);
  snprintf(text, sizeof text, "salt = %s\niterations = %lu\nhash = %s\ntries-left = %lu\nto-be-changed = %s\n", salt,
           record->iterations, hash, record->tries_left, record->to_be_changed ? "yes" : "no");
  return text_write(pin_path(slot, role).text, text);
}

static bool derive(const struct pin_record *record, const CK_UTF8CHAR *pin, CK_ULONG length, uint8_t hash[HASH_SIZE]) {
  return length <= 1024 && PKCS5_PBKDF2_HMAC((const char *)pin, (int)length, record->salt, SALT_SIZE, (int)record->iterations,
                                             EVP_sha256(), HASH_SIZE, hash);
}

struct pin_status pin_status(const struct slot *slot, enum role role) {
  struct pin_record record;
  struct pin_status status = {.max_tries = max_tries(slot, role)};
  status.set = load(slot, role, &record);
  if (status.set) {
    status.tries_left = record.tries_left;
    status.to_be_changed = record.to_be_changed;
  }
  return status;
}

static CK_RV verify_locked(const struct slot *slot, enum role role, const CK_UTF8CHAR *pin, CK_ULONG length) {
  struct pin_record record;
  uint8_t hash[HASH_SIZE];
  if (!load(slot, role, &record)) return CKR_USER_PIN_NOT_INITIALIZED;
  if (record.tries_left == 0) return CKR_PIN_LOCKED;
  /* The try is spent before the comparison, as chip cards do: killing the process in between must not win a free guess. */
  record.tries_left--;
  if (!save(slot, role, &record)) return CKR_DEVICE_ERROR;
  bool right = derive(&record, pin, length, hash) && CRYPTO_memcmp(hash, record.hash, HASH_SIZE) == 0;
  OPENSSL_cleanse(hash, sizeof hash);
  if (!right) return CKR_PIN_INCORRECT;
  record.tries_left = max_tries(slot, role);
  return save(slot, role, &record) ? CKR_OK : CKR_DEVICE_ERROR;
}

CK_RV pin_verify(const struct slot *slot, enum role role, const CK_UTF8CHAR *pin, CK_ULONG length) {
  /* Several processes may have the token open; two guesses at once must cost two tries. */
  int folder = open(token_path(slot, NULL).text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 || flock(folder, LOCK_EX) != 0) {
    if (folder >= 0) close(folder);
    return CKR_DEVICE_ERROR;
  }
  CK_RV rv = verify_locked(slot, role, pin, length);
  close(folder);
  return rv;
}

CK_RV pin_check_length(const struct slot *slot, CK_ULONG length) {
  bool good = length >= token_number(slot, "min-pin", PIN_MIN) && length <= token_number(slot, "max-pin", PIN_MAX);
  return good ? CKR_OK : CKR_PIN_LEN_RANGE;
}

CK_RV pin_set(const struct slot *slot, enum role role, const CK_UTF8CHAR *pin, CK_ULONG length) {
  struct pin_record record = {.iterations = ITERATIONS, .tries_left = max_tries(slot, role)};
  if (RAND_bytes(record.salt, SALT_SIZE) != 1 || !derive(&record, pin, length, record.hash)) return CKR_GENERAL_ERROR;
  return save(slot, role, &record) ? CKR_OK : CKR_DEVICE_ERROR;
}

void pin_remove(const struct slot *slot, enum role role) { unlink(pin_path(slot, role).text); }
