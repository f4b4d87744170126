import { afterEach, expect, test, vi } from 'vitest'
import { storeShells, storedShells, nextShell, withShells } from '#web/features/terminal/storedShells.ts'

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
