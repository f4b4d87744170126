import { expect, it } from 'vitest'
import { fairTurns } from './fairTurns.ts'

it('lets the work of one owner wait behind itself, and not the work of others', async () => {
  const inTurn = fairTurns({ most: 2 })
  const begun: string[] = []
  const ends: (() => void)[] = []
  const work = (name: string) => () =>
    new Promise<void>((end) => {
      begun.push(name)
      ends.push(end)
    })
  const all = [...['a1', 'a2', 'a3', 'b1', 'c1'].map((name) => inTurn(name.slice(0, 1), work(name)))]
  await expect.poll(() => begun).toEqual(['a1', 'b1'])
  ends.shift()?.()
  await expect.poll(() => begun).toEqual(['a1', 'b1', 'a2'])
  ends.shift()?.()
  await expect.poll(() => begun).toEqual(['a1', 'b1', 'a2', 'c1'])
  for (let count = 0; count < 3; count++) {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ends.shift()?.()
  }
  await Promise.all(all)
  expect(begun.at(-1)).toBe('a3')
})

it('goes on after work that failed', async () => {
  const inTurn = fairTurns({ most: 1 })
  await expect(inTurn('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(inTurn('b', async () => 1)).resolves.toBe(1)
})
