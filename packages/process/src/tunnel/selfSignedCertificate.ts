import { createPrivateKey, createPublicKey, sign } from 'node:crypto'

const version3 = tlv(0xa0, tlv(0x02, Buffer.of(2)))
const serial = tlv(0x02, Buffer.of(1))
/** AlgorithmIdentifier of Ed25519: 1.3.101.112, RFC 8410. */
const ed25519 = tlv(0x30, tlv(0x06, Buffer.from('2b6570', 'hex')))
const commonName = Buffer.from('550403', 'hex')
const name = tlv(0x30, tlv(0x31, tlv(0x30, tlv(0x06, commonName), tlv(0x0c, Buffer.from('infinitio gateway')))))
/**
 * Validity from 1970 without an end, in the form of RFC 5280 (4.1.2.5). It needs no end: nodes compare the key with the one in the Directory contract, and a
 * new key is announced there.
 */
const validity = tlv(0x30, tlv(0x17, Buffer.from('700101000000Z')), tlv(0x18, Buffer.from('99991231235959Z')))

/**
 * Returns a self-signed X.509 certificate (PEM) of an ed25519 key, which TLS needs to carry a key. The other side does not trust its fields and
 * compares only the key. The same key gives the same bytes. Sources: RFC 5280, RFC 8410.
 */
export function selfSignedCertificate(privateKeyPem: string): string {
  const privateKey = createPrivateKey(privateKeyPem)
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const body = tlv(0x30, version3, serial, ed25519, name, validity, name, publicKey)
  const signature = tlv(0x03, Buffer.of(0), sign(null, body, privateKey))
  const lines =
    tlv(0x30, body, ed25519, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** Encodes one DER element of less than 64 KiB. */
function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const size = length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff)
  return Buffer.concat([Buffer.of(tag), size, content])
}
