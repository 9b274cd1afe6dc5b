/* Objects: creation, search, attributes, destruction. */
#include <stdio.h>

#include "harness.h"

static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
static CK_OBJECT_CLASS certificate_class = CKO_CERTIFICATE, data_class = CKO_DATA, private_class = CKO_PRIVATE_KEY;
static CK_ULONG x509 = CKC_X_509;
static CK_KEY_TYPE gost_512 = CKK_GOSTR3410_512, gost_256 = CKK_GOSTR3410;
/* Kazakhstan's names of the curves: 1.2.398.3.10.1.1.2.2.1 and 1.2.398.3.10.1.1.1.1.1 */
static const CK_BYTE kz_512[] = {6, 10, 0x2a, 0x83, 0x0e, 3, 10, 1, 1, 2, 2, 1};
static const CK_BYTE kz_2004[] = {6, 10, 0x2a, 0x83, 0x0e, 3, 10, 1, 1, 1, 1, 1};

static CK_ULONG search(CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *found) {
  CK_OBJECT_HANDLE handles[16];
  CK_ULONG all = 0, got = 0;
  OK(p11->C_FindObjectsInit(session, template, count));
  do {
    OK(p11->C_FindObjects(session, handles + all, 2, &got)); /* in small portions, as hosts may */
    all += got;
  } while (got > 0 && all < 14);
  OK(p11->C_FindObjectsFinal(session));
  if (found && all > 0) *found = handles[0];
  return all;
}

static CK_OBJECT_HANDLE add_certificate(CK_SESSION_HANDLE session, const char *id) {
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &certificate_class), ATTR(CKA_TOKEN, &yes), ATTR(CKA_CERTIFICATE_TYPE, &x509),
                             TEXT(CKA_SUBJECT, "0\0"), TEXT(CKA_VALUE, "not really DER"), {CKA_ID, (void *)(uintptr_t)id, strlen(id)}};
  CK_OBJECT_HANDLE handle = CK_INVALID_HANDLE;
  OK(p11->C_CreateObject(session, template, COUNT(template), &handle));
  return handle;
}

static void find(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  make_gost(session, true);
  CK_OBJECT_HANDLE certificate = add_certificate(session, "\2"), found;
  CK_ATTRIBUTE by_id[] = {TEXT(CKA_ID, "\2")}, by_class[] = {ATTR(CKA_CLASS, &certificate_class), TEXT(CKA_ID, "\2")},
               by_secret[] = {TEXT(CKA_VALUE, "whatever")}, nothing[] = {TEXT(CKA_LABEL, "no such label")};
  TRUE(search(session, NULL, 0, NULL) == 3);
  TRUE(search(session, by_id, 1, NULL) == 3);
  TRUE(search(session, by_class, 2, &found) == 1 && found == certificate);
  TRUE(search(session, by_secret, 1, NULL) == 0 && search(session, nothing, 1, NULL) == 0);
  OK(p11->C_FindObjectsInit(session, NULL, 0));
  IS(CKR_OPERATION_ACTIVE, p11->C_FindObjectsInit(session, NULL, 0));
  OK(p11->C_FindObjectsFinal(session));
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_FindObjectsFinal(session));
  CK_ULONG count;
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_FindObjects(session, &found, 1, &count));
}

static void private_objects_hide(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  struct pair pair = make_gost(session, true);
  CK_ULONG size;
  TRUE(search(session, NULL, 0, NULL) == 2);
  OK(p11->C_Logout(session));
  TRUE(search(session, NULL, 0, NULL) == 1); /* the public key */
  OK(p11->C_GetObjectSize(session, pair.public_key, &size));
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetObjectSize(session, pair.private_key, &size));
  OK(login(session, CKU_USER, PIN));
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetObjectSize(session, pair.private_key, &size)); /* old handles stay dead */
  TRUE(search(session, NULL, 0, NULL) == 2);
  OK(p11->C_Logout(session));
  OK(login(session, CKU_SO, SO_PIN));
  TRUE(search(session, NULL, 0, NULL) == 1); /* nor does the officer see them */
}

static void session_objects(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE one = open_session(RO), two = open_session(RO);
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &data_class), TEXT(CKA_VALUE, "in memory")};
  CK_OBJECT_HANDLE object;
  CK_ULONG size;
  OK(p11->C_CreateObject(one, template, COUNT(template), &object)); /* needs no writable session */
  OK(p11->C_GetObjectSize(two, object, &size));
  TRUE(!exists("slot0/token/objects/0001.object"));
  OK(p11->C_CloseSession(one));
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetObjectSize(two, object, &size));
}

static void import_gost(void) {
  /* d = 1 and Q = G: the simplest key there is. */
  CK_BYTE d[64] = {1}, zero[64] = {0}, value[128];
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE key;
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &private_class), ATTR(CKA_KEY_TYPE, &gost_512), ATTR(CKA_TOKEN, &yes),
                             BYTES(CKA_VALUE, d), BYTES(CKA_GOSTR3410_PARAMS, kz_512)};
  OK(p11->C_CreateObject(session, template, COUNT(template), &key));
  CK_ATTRIBUTE hidden[] = {{CKA_VALUE, value, sizeof value}, {CKA_GOSTR3410_PARAMS, value, sizeof value}};
  IS(CKR_ATTRIBUTE_SENSITIVE, p11->C_GetAttributeValue(session, key, hidden, 2));
  TRUE(hidden[0].ulValueLen == CK_UNAVAILABLE_INFORMATION);
  SAME(value, hidden[1].ulValueLen, kz_512, sizeof kz_512);
  template[4] = (CK_ATTRIBUTE)BYTES(CKA_GOSTR3410_PARAMS, kz_2004);
  IS(CKR_DOMAIN_PARAMS_INVALID, p11->C_CreateObject(session, template, COUNT(template), &key));
  template[1].pValue = &gost_256;
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, template, COUNT(template), &key));
  template[3].ulValueLen = 32;
  OK(p11->C_CreateObject(session, template, COUNT(template), &key));
  template[3].pValue = zero;
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, template, COUNT(template), &key));
  IS(CKR_TEMPLATE_INCOMPLETE, p11->C_CreateObject(session, template, 4, &key));
}

/* An imported pair works together: d = 1 on CryptoPro-A signs what its base point, as public key, verifies. */
static void imported_pair(void) {
  CK_BYTE d[32] = {1}, digest[32] = {9}, signature[64];
  CK_BYTE base_point[64] = {1, [32] = 0x14, 0x1e, 0x9f, 0x9e, 0x9c, 0xc9, 0xac, 0x22, 0xb1, 0xe3, 0x23,
                            0xdf, 0x2d, 0x4f, 0x29, 0x35, 0x76, 0x2b, 0x3f, 0x45, 0x5a, 0x50, 0xdf,
                            0x27, 0xda, 0x9c, 0x98, 0xe0, 0x71, 0xe4, 0x91, 0x8d};
  CK_OBJECT_CLASS public_class = CKO_PUBLIC_KEY;
  CK_MECHANISM mechanism = {CKM_GOSTR3410, NULL, 0};
  CK_ULONG size = sizeof signature;
  CK_OBJECT_HANDLE private_key, public_key;
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &private_class), ATTR(CKA_KEY_TYPE, &gost_256), BYTES(CKA_VALUE, d),
                             BYTES(CKA_GOSTR3410_PARAMS, kz_2004)};
  OK(p11->C_CreateObject(session, template, COUNT(template), &private_key));
  template[0].pValue = &public_class;
  template[2] = (CK_ATTRIBUTE)BYTES(CKA_VALUE, base_point);
  OK(p11->C_CreateObject(session, template, COUNT(template), &public_key));
  OK(p11->C_SignInit(session, &mechanism, private_key));
  OK(p11->C_Sign(session, digest, sizeof digest, signature, &size));
  OK(p11->C_VerifyInit(session, &mechanism, public_key));
  OK(p11->C_Verify(session, digest, sizeof digest, signature, size));
  base_point[0] = 2; /* off the curve */
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, template, COUNT(template), &public_key));
}

static void extractable_key(void) {
  CK_BYTE d[32] = {5}, value[64];
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE key;
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &private_class), ATTR(CKA_KEY_TYPE, &gost_256), BYTES(CKA_VALUE, d),
                             BYTES(CKA_GOSTR3410_PARAMS, kz_2004), ATTR(CKA_SENSITIVE, &no), ATTR(CKA_EXTRACTABLE, &yes)};
  OK(p11->C_CreateObject(session, template, COUNT(template), &key));
  CK_ATTRIBUTE wanted = {CKA_VALUE, value, sizeof value};
  OK(p11->C_GetAttributeValue(session, key, &wanted, 1));
  SAME(value, wanted.ulValueLen, d, sizeof d);
  CK_ATTRIBUTE lower = ATTR(CKA_EXTRACTABLE, &no), raise = ATTR(CKA_SENSITIVE, &yes), back = ATTR(CKA_SENSITIVE, &no);
  OK(p11->C_SetAttributeValue(session, key, &raise, 1));
  IS(CKR_ATTRIBUTE_READ_ONLY, p11->C_SetAttributeValue(session, key, &back, 1));
  OK(p11->C_SetAttributeValue(session, key, &lower, 1));
  lower.pValue = &yes;
  IS(CKR_ATTRIBUTE_READ_ONLY, p11->C_SetAttributeValue(session, key, &lower, 1));
  IS(CKR_ATTRIBUTE_SENSITIVE, p11->C_GetAttributeValue(session, key, &wanted, 1));
}

static void reading(void) {
  CK_BYTE small[2], large[64];
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE certificate = add_certificate(session, "abc");
  CK_ATTRIBUTE wanted[] = {{CKA_ID, NULL, 0}, {CKA_VALUE, NULL, 0}, {CKA_LABEL, NULL, 0}};
  OK(p11->C_GetAttributeValue(session, certificate, wanted, 3));
  TRUE(wanted[0].ulValueLen == 3 && wanted[1].ulValueLen == 14 && wanted[2].ulValueLen == 0);
  CK_ATTRIBUTE mixed[] = {{CKA_VALUE, small, sizeof small}, {CKA_MODULUS, large, sizeof large}, {CKA_ID, large, sizeof large}};
  CK_RV rv = p11->C_GetAttributeValue(session, certificate, mixed, 3);
  TRUE(rv == CKR_BUFFER_TOO_SMALL || rv == CKR_ATTRIBUTE_TYPE_INVALID);
  TRUE(mixed[0].ulValueLen == CK_UNAVAILABLE_INFORMATION && mixed[1].ulValueLen == CK_UNAVAILABLE_INFORMATION);
  SAME(large, mixed[2].ulValueLen, "abc", 3); /* what can be answered is */
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetAttributeValue(session, 4711, wanted, 1));
}

static void changing(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE certificate = add_certificate(session, "abc"), found;
  CK_ATTRIBUTE label[] = {TEXT(CKA_LABEL, "Жаңа атау"), TEXT(CKA_ID, "xyz")}, value = TEXT(CKA_VALUE, "other"),
               bad_flag = TEXT(CKA_TOKEN, "12"), unknown = TEXT(CKA_MODULUS, "1");
  OK(p11->C_SetAttributeValue(session, certificate, label, 2));
  IS(CKR_ATTRIBUTE_READ_ONLY, p11->C_SetAttributeValue(session, certificate, &value, 1));
  IS(CKR_ATTRIBUTE_READ_ONLY, p11->C_SetAttributeValue(session, certificate, &bad_flag, 1));
  IS(CKR_ATTRIBUTE_TYPE_INVALID, p11->C_SetAttributeValue(session, certificate, &unknown, 1));
  CK_SESSION_HANDLE ro = open_session(RO);
  IS(CKR_SESSION_READ_ONLY, p11->C_SetAttributeValue(ro, certificate, label, 1));
  IS(CKR_SESSION_READ_ONLY, p11->C_DestroyObject(ro, certificate));
  OK(p11->C_Finalize(NULL)); /* it is on the token, not in memory */
  OK(p11->C_Initialize(NULL));
  session = open_session(RO);
  TRUE(search(session, label, 2, &found) == 1);
}

static void not_modifiable(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &data_class), ATTR(CKA_TOKEN, &yes), ATTR(CKA_MODIFIABLE, &no), ATTR(CKA_DESTROYABLE, &no)};
  CK_ATTRIBUTE label = TEXT(CKA_LABEL, "new");
  CK_OBJECT_HANDLE object;
  OK(p11->C_CreateObject(session, template, COUNT(template), &object));
  IS(CKR_ACTION_PROHIBITED, p11->C_SetAttributeValue(session, object, &label, 1));
  IS(CKR_ACTION_PROHIBITED, p11->C_DestroyObject(session, object));
}

static void templates(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session(), public_session;
  CK_OBJECT_HANDLE object;
  CK_ULONG bad_class = 77;
  CK_ATTRIBUTE nothing = TEXT(CKA_LABEL, "x"), unknown_class = ATTR(CKA_CLASS, &bad_class),
               twice[] = {ATTR(CKA_CLASS, &data_class), TEXT(CKA_LABEL, "a"), TEXT(CKA_LABEL, "b")},
               local[] = {ATTR(CKA_CLASS, &private_class), ATTR(CKA_KEY_TYPE, &gost_256), ATTR(CKA_LOCAL, &yes)},
               bad_flag[] = {ATTR(CKA_CLASS, &data_class), TEXT(CKA_TOKEN, "yes")},
               null_value[] = {ATTR(CKA_CLASS, &data_class), {CKA_LABEL, NULL, 3}},
               on_token[] = {ATTR(CKA_CLASS, &data_class), ATTR(CKA_TOKEN, &yes)},
               secret[] = {ATTR(CKA_CLASS, &data_class), ATTR(CKA_PRIVATE, &yes)};
  IS(CKR_TEMPLATE_INCOMPLETE, p11->C_CreateObject(session, &nothing, 1, &object));
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, &unknown_class, 1, &object));
  IS(CKR_TEMPLATE_INCONSISTENT, p11->C_CreateObject(session, twice, 3, &object));
  IS(CKR_ATTRIBUTE_READ_ONLY, p11->C_CreateObject(session, local, 3, &object));
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, bad_flag, 2, &object));
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, null_value, 2, &object));
  public_session = open_session(RO);
  IS(CKR_SESSION_READ_ONLY, p11->C_CreateObject(public_session, on_token, 2, &object));
  OK(p11->C_Logout(session));
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_CreateObject(session, secret, 2, &object));
}

/* What another process does to the token shows at the next search; handles of what stayed stay. */
static void other_processes(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE first = add_certificate(session, "1"), second = add_certificate(session, "2"), found;
  CK_ULONG size;
  CK_ATTRIBUTE by_id = TEXT(CKA_ID, "2"), by_new_id = TEXT(CKA_ID, "9");
  drop("slot0/token/objects/0001.object");
  TRUE(search(session, NULL, 0, &found) == 1 && found == second);
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetObjectSize(session, first, &size));
  char text[4096], *id;
  snprintf(text, sizeof text, "%s", get("slot0/token/objects/0002.object"));
  id = strstr(text, "0x00000102 = 32");
  TRUE(id != NULL);
  if (id) memcpy(id, "0x00000102 = 39", 15);
  put("slot0/token/objects/0002.object", text);
  TRUE(search(session, &by_id, 1, NULL) == 0 && search(session, &by_new_id, 1, &found) == 1 && found == second);
  put("slot0/token/objects/0003.object", "this is no object\n");
  TRUE(search(session, NULL, 0, NULL) == 1); /* said on standard error, and passed over */
}

static void disk_full(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &data_class), ATTR(CKA_TOKEN, &yes)};
  CK_OBJECT_HANDLE object;
  put("slot0/token/objects", "a file where the folder should be"); /* works for root too, unlike permissions */
  IS(CKR_DEVICE_MEMORY, p11->C_CreateObject(session, template, COUNT(template), &object));
  TRUE(search(session, NULL, 0, NULL) == 0);
}

static void destroy(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE certificate = add_certificate(session, "1");
  TRUE(exists("slot0/token/objects/0001.object"));
  OK(p11->C_DestroyObject(session, certificate));
  TRUE(!exists("slot0/token/objects/0001.object"));
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_DestroyObject(session, certificate));
}

const struct check object_checks[] = {
    {"objects: search by attributes, in portions", find},
    {"objects: private ones are for the logged-in user only", private_objects_hide},
    {"objects: session objects live as long as their session", session_objects},
    {"objects: import of GOST private keys, Kazakh parameters", import_gost},
    {"objects: an imported GOST pair signs and verifies", imported_pair},
    {"objects: sensitive and extractable only tighten", extractable_key},
    {"objects: reading attributes, lengths and errors", reading},
    {"objects: changing attributes", changing},
    {"objects: not modifiable, not destroyable", not_modifiable},
    {"objects: templates that are refused", templates},
    {"objects: changes by other processes", other_processes},
    {"objects: a folder that cannot be written", disk_full},
    {"objects: destruction", destroy},
    {0},
};
