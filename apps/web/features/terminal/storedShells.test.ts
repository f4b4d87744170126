import { afterEach, expect, test, vi } from 'vitest'
import { besideShell, storeShells, storedShells, nextShell, withShells, shellTitle } from '#web/features/terminal/storedShells.ts'

afterEach(() => vi.unstubAllGlobals())

test('restores the shells that a browser tab showed, or the first if the stored value is invalid', () => {
  const kept = new Map<string, string>()
  const sessionStorage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) }
  vi.stubGlobal('window', { sessionStorage })
  storeShells('7', [2, 3])
  expect([storedShells('7'), storedShells('8')]).toEqual([[2, 3], [1]])
  for (const text of ['{', 'null', '"12"', '{"length":2}', '[]', '[0,5,1.5,"2",null]']) {
    kept.set('infinitio.shells.7', text)
    expect(storedShells('7'), text).toEqual([1])
  }
})

test('gives a new shell the lowest free number of four', () => {
  expect([[1], [2], [1, 3], [1, 2, 3], [1, 2, 3, 4]].map(nextShell)).toEqual([2, 1, 2, 4, null])
  expect(withShells([3, 1], [2, 1, 9, -1, '4'])).toEqual([1, 2, 3])
})

test('shows the last shell beside the current one', () => {
  expect(besideShell([1, 2, 3], { current: 1, last: 3 })).toBe(3)
})

test('shows the nearest other shell if the last one ended or became the current one', () => {
  expect(besideShell([1, 2, 3], { current: 1, last: null })).toBe(2)
  expect(besideShell([1, 2, 3], { current: 3, last: 3 })).toBe(2)
  expect(besideShell([1, 4], { current: 4, last: 2 })).toBe(1)
})

test('shows nothing beside the only shell', () => {
  expect(besideShell([1], { current: 1, last: 2 })).toBeNull()
})

test.each([
  ['vim train.py', 'vim train.py'],
  ['  root@lease-8: ~ ', 'root@lease-8: ~'],
  ['', null],
  [' \u200e\n', null],
  ['a\u202eb\u0007c', 'abc'],
  ['x'.repeat(24), 'x'.repeat(24)],
  ['x'.repeat(25), `${'x'.repeat(23)}…`],
  ['😀'.repeat(30), `${'😀'.repeat(23)}…`],
])('shows the title %j as %j', (text, shown) => {
  expect(shellTitle(text)).toBe(shown)
})
