import { expect, test } from 'vitest'
import { storedKeyFile, storeKeyFile } from '#web/parts/lease/storedKeyFile.ts'

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

test('a path that was typed for the keys of one lease is found for another lease with one of them', () => {
  const shelf = shelfOf()
  expect(storedKeyFile(shelf, [laptop])).toBeNull()
  storeKeyFile(shelf, { publicKeys: [laptop, desk], keyFile: '~/.ssh/work' })
  expect(storedKeyFile(shelf, [desk])).toBe('~/.ssh/work')
  storeKeyFile(shelf, { publicKeys: [desk], keyFile: '~/.ssh/desk' })
  expect([storedKeyFile(shelf, [laptop]), storedKeyFile(shelf, [desk])]).toEqual(['~/.ssh/work', '~/.ssh/desk'])
})

test('a lease whose keys are not known has its own path', () => {
  const shelf = shelfOf()
  storeKeyFile(shelf, { publicKeys: [], keyFile: '~/.ssh/shared' })
  expect([storedKeyFile(shelf, []), storedKeyFile(shelf, [laptop])]).toEqual(['~/.ssh/shared', null])
})

test('only the newest twenty keys remain, and a shelf that nobody can read is empty', () => {
  const shelf = shelfOf()
  for (let at = 0; at < 25; at += 1) storeKeyFile(shelf, { publicKeys: [`key ${at}`], keyFile: `~/${at}` })
  expect([storedKeyFile(shelf, ['key 4']), storedKeyFile(shelf, ['key 5'])]).toEqual([null, '~/5'])
  for (const text of ['{', '3', '[["a"], 1, ["a", 2]]']) expect(storedKeyFile(shelfOf(text), ['a'])).toBeNull()
})
