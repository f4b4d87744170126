import { describe, expect, test } from 'vitest'
import { fingerprintOf, hasPrivateKey, parseSshKey } from '#web/parts/lease-setup/sshKey.ts'

const line = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f laptop'

describe('parseSshKey', () => {
  test('takes an OpenSSH public key and its comment as its name', () => {
    expect(parseSshKey(` ${line}\n`)).toEqual({ line, name: 'laptop', chosen: true })
  })

  test('names a key without a comment by its type', () => {
    expect(parseSshKey(line.replace(' laptop', ''))?.name).toBe('ssh-ed25519')
  })

  test('rejects a private key, several lines and key data of another type', () => {
    expect(parseSshKey('-----BEGIN OPENSSH PRIVATE KEY-----')).toBeNull()
    expect(parseSshKey(`${line}\n${line}`)).toBeNull()
    expect(parseSshKey(line.replace('ssh-ed25519', 'ssh-rsa'))).toBeNull()
  })
})

describe('hasPrivateKey', () => {
  test.each([
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    ' \n-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    'PuTTY-User-Key-File-3: ssh-ed25519',
    'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ',
  ])('recognises the beginning of a private key: %s', (text) => expect(hasPrivateKey(text)).toBe(true))

  test('accepts public keys, also with a comment about a private key', () => {
    expect(hasPrivateKey(line)).toBe(false)
    expect(hasPrivateKey(`${line} private key at home`)).toBe(false)
    expect(hasPrivateKey('-----BEGIN PUBLIC KEY-----')).toBe(false)
  })
})

describe('fingerprintOf', () => {
  test('equals the one that ssh-keygen prints', async () => {
    const key = parseSshKey(line)
    expect(key).not.toBeNull()
    if (key !== null) expect(await fingerprintOf(key)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })
})
