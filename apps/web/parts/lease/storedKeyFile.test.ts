import { expect, test } from 'vitest'
import { storedKeyFile, storeKeyFile } from '#web/parts/lease/SshLines.tsx'

const shelfOf = (text: string | null = null) => {
  let stored = text
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value
    },
  }
}
const [laptop, desk] = ['ssh-ed25519 AAAA laptop', 'ssh-rsa BBBB desk']

test('finds the typed path of a key for another lease with the same key', () => {
  const shelf = shelfOf()
  expect(storedKeyFile(shelf, [laptop])).toBeNull()
  storeKeyFile(shelf, { publicKeys: [laptop, desk], keyFile: '~/.ssh/work' })
  expect(storedKeyFile(shelf, [desk])).toBe('~/.ssh/work')
  storeKeyFile(shelf, { publicKeys: [desk], keyFile: '~/.ssh/desk' })
  expect([storedKeyFile(shelf, [laptop]), storedKeyFile(shelf, [desk])]).toEqual(['~/.ssh/work', '~/.ssh/desk'])
})

test('stores a separate path for leases whose keys are unknown', () => {
  const shelf = shelfOf()
  storeKeyFile(shelf, { publicKeys: [], keyFile: '~/.ssh/shared' })
  expect([storedKeyFile(shelf, []), storedKeyFile(shelf, [laptop])]).toEqual(['~/.ssh/shared', null])
})

test('stores only the newest twenty keys, and ignores stored text that is not valid', () => {
  const shelf = shelfOf()
  for (let at = 0; at < 25; at += 1) storeKeyFile(shelf, { publicKeys: [`key ${at}`], keyFile: `~/${at}` })
  expect([storedKeyFile(shelf, ['key 4']), storedKeyFile(shelf, ['key 5'])]).toEqual([null, '~/5'])
  for (const text of ['{', '3', '[["a"], 1, ["a", 2]]']) expect(storedKeyFile(shelfOf(text), ['a'])).toBeNull()
})
