import { expect, test } from 'vitest'
import { knownHostsLine, openSshPrivateKey, sshEd25519PublicKey } from './openSshKeys.ts'

const seed = `0x${'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'}`
const publicKey = `0x${'d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'}`

test('prints the public key of the RFC 8032 test key as OpenSSH does', () => {
  expect(sshEd25519PublicKey(publicKey)).toBe('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea')
})

test('writes a private key file with OpenSSH’s frame and both halves of the key', () => {
  const file = openSshPrivateKey({ seed, publicKey, comment: 'node' })
  expect(file.startsWith('-----BEGIN OPENSSH PRIVATE KEY-----\n')).toBe(true)
  const bytes = Buffer.from(file.split('\n').slice(1, -2).join(''), 'base64').toString('hex')
  expect(bytes).toContain(seed.slice(2) + publicKey.slice(2))
})

test('puts brackets around a host with a port other than 22', () => {
  expect(knownHostsLine({ host: '127.0.0.1', port: 2222, hostKey: publicKey }).startsWith('[127.0.0.1]:2222 ssh-ed25519 ')).toBe(true)
  expect(knownHostsLine({ host: 'lease-7', port: 22, hostKey: publicKey }).startsWith('lease-7 ssh-ed25519 ')).toBe(true)
})

test('throws for a key of another length', () => {
  expect(() => sshEd25519PublicKey('0x1234')).toThrow(RangeError)
})
