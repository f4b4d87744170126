import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { selfSignedCertificate } from './selfSignedCertificate.ts'

test('makes the same certificate each time: it contains the key, is signed by it and never expires', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const certificate = new X509Certificate(selfSignedCertificate(pem))
  expect(certificate.publicKey.equals(publicKey)).toBe(true)
  expect(certificate.verify(publicKey)).toBe(true)
  expect(certificate.validToDate.getUTCFullYear()).toBe(9999)
  expect(selfSignedCertificate(pem)).toBe(selfSignedCertificate(pem))
})
