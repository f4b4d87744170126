import { createPrivateKey, createPublicKey, sign } from 'node:crypto'

const version3 = tlv(0xa0, tlv(0x02, Buffer.of(2)))
const serial = tlv(0x02, Buffer.of(1))
/** AlgorithmIdentifier of Ed25519: 1.3.101.112, RFC 8410. */
const ed25519 = tlv(0x30, tlv(0x06, Buffer.from('2b6570', 'hex')))
const commonName = Buffer.from('550403', 'hex')
const name = tlv(0x30, tlv(0x31, tlv(0x30, tlv(0x06, commonName), tlv(0x0c, Buffer.from('infinitio gateway')))))
/** 1970 to the end of time as RFC 5280 writes it (4.1.2.5): the key is pinned by the chain, which also says when it is another. */
const validity = tlv(0x30, tlv(0x17, Buffer.from('700101000000Z')), tlv(0x18, Buffer.from('99991231235959Z')))

/**
 * An X.509 certificate (PEM) of an ed25519 key, signed by itself: what TLS wants to carry a key in. Nobody trusts what it says; the
 * other side compares the key. The same key gives the same bytes. Source: RFC 5280, RFC 8410.
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

/** One DER element; lengths below 64 KiB. */
function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const size = length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff)
  return Buffer.concat([Buffer.of(tag), size, content])
}
