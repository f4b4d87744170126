import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { selfSignedCertificate } from '../src/tunnel/selfSignedCertificate.ts'

/** Creates a gateway's identity for one test, with the raw public key as the Directory stores it. */
export function testIdentity() {
  const privateKeyPem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const spki = createPublicKey(privateKeyPem).export({ format: 'der', type: 'spki' })
  return { identity: { privateKeyPem, certificatePem: selfSignedCertificate(privateKeyPem) }, publicKey: `0x${spki.subarray(-32).toString('hex')}` }
}
