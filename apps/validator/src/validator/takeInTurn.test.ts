import type { Logger } from '@infinitio/process'
import { expect, it } from 'vitest'
import { takeInTurn } from './takeInTurn.ts'

const validator = () => ({ nextItems: new Map<string, number>(), logger: { warn: () => undefined } as unknown as Logger })

it('ends after 15 s in a list without end, and comes to every item in later rounds', async () => {
  const own = validator()
  const items = Array.from({ length: 100 }, (_, index) => index)
  const taken: number[] = []
  let ms = 0
  const round = async () => {
    const from = ms
    await takeInTurn(own, { name: 'losses', items, now: () => ms }, async (item) => {
      taken.push(item)
      ms += 1_000
    })
    return ms - from
  }
  for (let rounds = 0; rounds < 7; rounds += 1) expect(await round()).toBe(15_000)
  expect(new Set(taken)).toEqual(new Set(items))
})

it('goes on after an item that fails, and begins with the first item when it had time for all', async () => {
  const own = validator()
  const taken: number[] = []
  const take = async (item: number) => {
    taken.push(item)
    if (item === 1) throw new Error('the board does not take it')
  }
  for (let rounds = 0; rounds < 2; rounds += 1) await takeInTurn(own, { name: 'credits', items: [1, 2, 3] }, take)
  expect(taken).toEqual([1, 2, 3, 1, 2, 3])
})

it('takes nothing of an empty list, also after one that became shorter', async () => {
  const own = validator()
  own.nextItems.set('losses', 50)
  const taken: number[] = []
  const take = async (item: number) => void taken.push(item)
  await takeInTurn(own, { name: 'losses', items: [1, 2, 3] }, take)
  expect(taken.toSorted()).toEqual([1, 2, 3])
  await takeInTurn(own, { name: 'losses', items: [] }, take)
  expect(taken).toHaveLength(3)
})
