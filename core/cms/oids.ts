/** Object identifiers of CMS (RFC 5652) and of the attributes that CAdES adds (RFC 5035, RFC 5126). */
export const cmsOids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** id-aa-timeStampToken: RFC 3161 token over the signature, unsigned. */
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
} as const;
