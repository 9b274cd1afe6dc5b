/** Loads what a token host loads, and ends. */
import '../../native/dispatcher.ts';
import '../../native/fake-provider.ts';
import '../../native/parent-watch.ts';
import '../../native/pkcs11-provider.ts';
import '../../native/pkcs12-provider.ts';
