import { expect, it } from 'vitest'
import { splitRefused } from './sendNodes.ts'

it('separates one bad item from 99 good ones in few trials', async () => {
  let trials = 0
  const accepts = (items: readonly number[]) => {
    trials += 1
    return Promise.resolve(!items.includes(37))
  }
  const items = Array.from({ length: 100 }, (_, place) => place)
  const { accepted, refused } = await splitRefused(items, accepts)
  expect(refused).toEqual([37])
  expect(accepted).toEqual(items.filter((it) => it !== 37))
  expect(trials).toBeLessThan(16)
})

it('accepts all in one trial, and refuses all if each fails', async () => {
  let trials = 0
  const answer = (isFine: boolean) => () => {
    trials += 1
    return Promise.resolve(isFine)
  }
  expect(await splitRefused([1, 2, 3], answer(true))).toEqual({ accepted: [1, 2, 3], refused: [] })
  expect(trials).toBe(1)
  expect(await splitRefused([1, 2, 3], answer(false))).toEqual({ accepted: [], refused: [1, 2, 3] })
  expect(await splitRefused([], answer(false))).toEqual({ accepted: [], refused: [] })
})
