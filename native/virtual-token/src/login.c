/* Who may do what: login, logout, and setting PINs. */
#include <ctype.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#include "functions.h"
#include "gate.h"
#include "module.h"
#include "objects.h"
#include "pin.h"
#include "token.h"

/* A PIN as given by the caller, or as "typed" on the token's own pad. */
struct entry {
  CK_UTF8CHAR typed[128];
  const CK_UTF8CHAR *pin;
  CK_ULONG length;
};

/*
 * The pad of a token with a protected authentication path: the file slotN/pinpad says what the person types, a line per prompt. No
 * such line means that the person cancels.
 */
static CK_RV read_pad(const struct slot *slot, int prompt, struct entry *entry) {
  char *text = text_read(slot_path(slot, "pinpad").text, NULL);
  const char *line = text;
  for (int i = 0; i < prompt && line; i++) {
    line = strchr(line, '\n');
    line = line ? line + 1 : NULL;
  }
  size_t length = line ? strcspn(line, "\r\n") : 0;
  bool typed = length > 0 && length <= sizeof entry->typed;
  if (typed) memcpy(entry->typed, line, length);
  entry->pin = entry->typed;
  entry->length = length;
  text_free(text);
  return typed ? CKR_OK : CKR_FUNCTION_CANCELED;
}

/* A null PIN sends the person to the pad, if the token has one. `prompt` counts the prompts of one call from 0. */
static CK_RV get_entry(const struct slot *slot, const CK_UTF8CHAR *pin, CK_ULONG length, int prompt, struct entry *entry) {
  entry->pin = pin;
  entry->length = length;
  if (pin) return CKR_OK;
  return token_flag(slot, "protected-authentication-path") ? read_pad(slot, prompt, entry) : CKR_ARGUMENTS_BAD;
}

static CK_RV verify_entry(const struct slot *slot, enum role role, const CK_UTF8CHAR *pin, CK_ULONG length, int prompt) {
  struct entry entry;
  CK_RV rv = get_entry(slot, pin, length, prompt, &entry);
  if (rv == CKR_OK) rv = pin_verify(slot, role, entry.pin, entry.length);
  OPENSSL_cleanse(entry.typed, sizeof entry.typed);
  return rv;
}

static CK_RV set_entry(const struct slot *slot, enum role role, const struct entry *entry) {
  CK_RV rv = pin_check_length(slot, entry->length);
  return rv == CKR_OK ? pin_set(slot, role, entry->pin, entry->length) : rv;
}

/* CKU_CONTEXT_SPECIFIC: one more PIN for one operation with a key that is CKA_ALWAYS_AUTHENTICATE (section 5.6, C_Login). */
static CK_RV authenticate_operation(struct session *session, const CK_UTF8CHAR *pin, CK_ULONG length) {
  if (!session->sign.active || session->sign.authenticated) return CKR_OPERATION_NOT_INITIALIZED;
  CK_RV rv = verify_entry(session->slot, ROLE_USER, pin, length, 0);
  session->sign.authenticated = rv == CKR_OK;
  return rv;
}

CK_RV do_C_Login(CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG length) {
  struct session *session = session_find(handle);
  struct slot *slot = session->slot;
  if (user == CKU_CONTEXT_SPECIFIC) return authenticate_operation(session, pin, length);
  if (user != CKU_USER && user != CKU_SO) return CKR_USER_TYPE_INVALID;
  enum login wanted = user == CKU_SO ? LOGIN_SO : LOGIN_USER;
  if (slot->login == wanted) return CKR_USER_ALREADY_LOGGED_IN;
  if (slot->login != LOGIN_NONE) return CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  if (wanted == LOGIN_SO && session_count(slot, true) < session_count(slot, false)) return CKR_SESSION_READ_ONLY_EXISTS;
  CK_RV rv = verify_entry(slot, wanted == LOGIN_SO ? ROLE_SO : ROLE_USER, pin, length, 0);
  if (rv == CKR_OK) slot->login = wanted;
  return rv;
}

/* Handles of private objects die with the login, and operations with them (section 5.6, C_Logout). */
CK_RV do_C_Logout(CK_SESSION_HANDLE handle) {
  struct slot *slot = session_find(handle)->slot;
  if (slot->login == LOGIN_NONE) return CKR_USER_NOT_LOGGED_IN;
  slot->login = LOGIN_NONE;
  objects_forget(slot, true);
  for (struct session *session = module.sessions; session; session = session->next) {
    if (session->slot == slot) operation_end(&session->sign);
  }
  return CKR_OK;
}

/* With a pad the new PIN of the security officer's call is the pad's first prompt. */
CK_RV do_C_InitPIN(CK_SESSION_HANDLE handle, CK_UTF8CHAR *pin, CK_ULONG length) {
  struct slot *slot = session_find(handle)->slot;
  if (slot->login != LOGIN_SO) return CKR_USER_NOT_LOGGED_IN;
  struct entry entry;
  CK_RV rv = get_entry(slot, pin, length, 0, &entry);
  if (rv == CKR_OK) rv = set_entry(slot, ROLE_USER, &entry);
  OPENSSL_cleanse(entry.typed, sizeof entry.typed);
  return rv;
}

CK_RV do_C_SetPIN(CK_SESSION_HANDLE handle, CK_UTF8CHAR *old_pin, CK_ULONG old_length, CK_UTF8CHAR *new_pin, CK_ULONG new_length) {
  struct session *session = session_find(handle);
  struct slot *slot = session->slot;
  if (!session->writable) return CKR_SESSION_READ_ONLY;
  enum role role = slot->login == LOGIN_SO ? ROLE_SO : ROLE_USER;
  struct entry entry;
  CK_RV rv = get_entry(slot, new_pin, new_length, 1, &entry);
  /* A new PIN that cannot be must not cost a try of the old one. */
  if (rv == CKR_OK) rv = pin_check_length(slot, entry.length);
  if (rv == CKR_OK) rv = verify_entry(slot, role, old_pin, old_length, 0);
  if (rv == CKR_OK) rv = set_entry(slot, role, &entry);
  OPENSSL_cleanse(entry.typed, sizeof entry.typed);
  return rv;
}

/* The label as C_InitToken gets it: 32 bytes, blank-padded. Line ends would break the settings file. */
static void read_label(const CK_UTF8CHAR *padded, char label[33]) {
  size_t length = 32;
  while (length > 0 && padded[length - 1] == ' ') length--;
  for (size_t i = 0; i < length; i++) label[i] = iscntrl(padded[i]) ? ' ' : (char)padded[i];
  label[length] = '\0';
}

static bool has_serial(const struct slot *slot) {
  char serial[32];
  token_text(slot, "serial", "", serial, sizeof serial);
  return *serial != '\0';
}

/* A blank token gets a serial number when it is first initialised, as a factory would give it. */
static bool make_serial(const struct slot *slot) {
  uint8_t bytes[8];
  char serial[17];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return false;
  hex_write(bytes, sizeof bytes, serial);
  return token_set(slot, "serial", serial);
}

static CK_RV check_so_pin(const struct slot *slot, const struct entry *entry) {
  if (pin_status(slot, ROLE_SO).set) return pin_verify(slot, ROLE_SO, entry->pin, entry->length);
  return set_entry(slot, ROLE_SO, entry);
}

CK_RV do_C_InitToken(CK_SLOT_ID id, CK_UTF8CHAR *pin, CK_ULONG length, CK_UTF8CHAR *padded_label) {
  struct slot *slot = slot_find(id);
  char label[33];
  if (!padded_label) return CKR_ARGUMENTS_BAD;
  if (!slot->now.present) return CKR_TOKEN_NOT_PRESENT;
  if (session_count(slot, false) > 0) return CKR_SESSION_EXISTS;
  if (token_flag(slot, "write-protected")) return CKR_TOKEN_WRITE_PROTECTED;
  struct entry entry;
  CK_RV rv = get_entry(slot, pin, length, 0, &entry);
  if (rv == CKR_OK) rv = check_so_pin(slot, &entry);
  OPENSSL_cleanse(entry.typed, sizeof entry.typed);
  if (rv != CKR_OK) return rv;
  pin_remove(slot, ROLE_USER);
  objects_destroy_all(slot);
  read_label(padded_label, label);
  return token_set(slot, "label", label) && (has_serial(slot) || make_serial(slot)) ? CKR_OK : CKR_DEVICE_ERROR;
}
