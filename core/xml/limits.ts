/**
 * What a document may cost. Signed documents of the field are kilobytes, rarely a few megabytes and a dozen levels deep;
 * the caps leave room and keep a hostile one under 2 seconds and 256 MB.
 */
export const LIMITS = {
  /** UTF-16 units of the text. */
  length: 6 * 1024 * 1024,
  depth: 256,
  /** References to characters cost much more than the characters; a line of base64 in Santuario's layout has one. */
  ampersands: 500_000,
  /** Of one element, declarations of namespaces among them: saxes compares them with each other before anybody can count. */
  attributes: 25_000,
  /** Elements, attributes, texts, comments and instructions together. */
  nodes: 150_000,
  signatures: 64,
  /** References of one signature. */
  references: 16,
  /** Certificates in one KeyInfo: the signer's and those of its authorities. */
  certificates: 8,
  /** Prefixes in one InclusiveNamespaces list. */
  prefixes: 64,
  /** UTF-16 units that all references of one document may canonicalise together. */
  work: 32 * 1024 * 1024,
} as const;
