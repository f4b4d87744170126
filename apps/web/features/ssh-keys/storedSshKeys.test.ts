import { sshEd25519PublicKey } from '@infinitio/domain'
import { expect, test, vi } from 'vitest'
import { rememberSshKey, storedSshKeys } from '#web/features/ssh-keys/storedSshKeys.ts'
import { parseSshKey } from '#web/parts/lease-setup/sshKey.ts'

const keyOf = (digit: string) => {
  const key = parseSshKey(`${sshEd25519PublicKey(`0x${digit.repeat(64)}`)} key-${digit}`)
  if (key === null) throw new Error('This test made a line that is not an SSH key.')
  return key
}

test('stores a key that was added anywhere, so that the next checkout offers it, once and first', () => {
  const values = new Map<string, string>()
  const localStorage = { getItem: (name: string) => values.get(name) ?? null, setItem: (name: string, value: string) => values.set(name, value) }
  vi.stubGlobal('window', { localStorage })
  try {
    rememberSshKey(keyOf('1'))
    rememberSshKey(keyOf('2'))
    rememberSshKey(keyOf('1'))
    expect(storedSshKeys().map(({ name }) => name)).toEqual(['key-1', 'key-2'])
    for (const digit of '3456789abcd') rememberSshKey(keyOf(digit))
    expect(storedSshKeys()).toHaveLength(10)
    expect(storedSshKeys()[0]?.name).toBe('key-d')
  } finally {
    vi.unstubAllGlobals()
  }
})
