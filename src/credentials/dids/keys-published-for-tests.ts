/** RFC 7638 thumbprints of keys whose private halves stand in documents that everybody reads. Anybody signs with these. */
const publishedForTests: ReadonlySet<string> = new Set([
  // W3C, Data Integrity EdDSA Cryptosuites: test vectors of one proof, of proof sets and chains
  'Ypa5BNGp-ImhVwCze6O4zHVVNcGqCq-3LOCZWBZTRcs',
  'evhJcBYSjjfRI-OkT8sXIngLQ3rdO2mq7rz52H30GVU',
  'A9bfbEss70nUQhlSH8FT2fJ-BSPr_XKgSsMiusEL2hw',
  '6gRfh2URH8whGOlPAxlv5YjF8Qa4ml5K2XYbCJ4rKio',
  'xvlEUey53UR6sVpeaSHDR3RfdtQKKrh8ngzJwkEsr7s',
  // W3C, Data Integrity ECDSA Cryptosuites: P-256 twice, P-384
  'DOvxvJiAdIqVWIkFt5hDtCunXLF0BV4-JGv4f-ALSm0',
  'AwSBHtDCp9PwlDUcYaV07scGxdQGfJ5T0b4iF7D4Rzo',
  'l2tfkSzhekdOr24I18E1O_-49AlK14MTo7OxJMS7-HI',
  // 1EdTech, Open Badges 3.0 Implementation Guide
  'e6qatsbWPohZ-Durvnv048-1rq_7SUGqfQibivUtvFs',
  // RFC 8032, section 7.1: tests 1 (RFC 8037, appendix A), 2, 3, 1024 and SHA(abc)
  'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  'FtIu-VbGrfe_KB6CH7GNwODB72MNxj_ml11dEvO-7kk',
  'FVV5umTuau890q59V-4Ga_R6qWb7ON_ivJc4EjvCwTM',
  'lZI1vM7tnlYapaF5-cy86ptx0tT_8Av721hhiNB5ti4',
  'iiDHHfFVNG6ICMUTsicgrWf1igtFYZEK73xlobt1ah4',
  // RFC 7515, appendix A: RSA, P-256
  'IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8',
  'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
  // RFC 7517, appendix A: P-256, RSA
  'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s',
  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  // RFC 9901, SD-JWT: issuer and holder
  'Q5yTSREAbvZL131ynDBhalXJcF9fL0foJlMN8u6ldiY',
  'aISfTcr9M_Zd09AXGAAeFxnLbFY6lBa87UN515wm5d4',
]);

/** Whether the private half is known to everybody, so that a signature by it says nothing. */
export const isPublishedForTests = (thumbprint: string): boolean =>
  publishedForTests.has(thumbprint);
