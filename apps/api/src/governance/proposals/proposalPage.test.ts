import type { ProposalWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { Standing } from '../delegates/readStandings.ts'
import { proposalPage } from './proposalPage.ts'
import type { ProposalRecord } from './proposalRecords.ts'

/** There are 500 proposals, newest first. Every tenth proposal was executed, and all others were defeated. */
const records = Array.from({ length: 500 }, (_, at) => {
  const number = 500 - at
  return { number, proposed: { description: number % 100 === 0 ? `# Lower the Fee ${number}` : 'Plan' } } as unknown as ProposalRecord
})
let reads = 0
const read = async (page: readonly ProposalRecord[]): Promise<Standing[]> => {
  reads += page.length
  return page.map(({ number }) => ({ wire: { number, state: number % 10 === 0 ? 'executed' : 'defeated' } as ProposalWire, bondSettled: false }))
}
const numbers = async (query: Parameters<typeof proposalPage>[1]) => {
  const { items, nextCursor } = await proposalPage(records, query, read)
  return { numbers: items.map(({ number }) => number), nextCursor }
}

test('lists all proposals page by page', async () => {
  expect(await numbers({ limit: 2 })).toEqual({ numbers: [500, 499], nextCursor: '499' })
  expect(await numbers({ limit: 2, cursor: '3' })).toEqual({ numbers: [2, 1], nextCursor: null })
})

test('filters by state and goes on where the page before ended', async () => {
  expect(await numbers({ limit: 2, state: 'executed' })).toEqual({ numbers: [500, 490], nextCursor: '490' })
  expect(await numbers({ limit: 2, state: 'executed', cursor: '490' })).toEqual({ numbers: [480, 470], nextCursor: '470' })
})

test('separates proposals that wait for their vote from those in voting', async () => {
  const open = records.slice(0, 4)
  const states = ['pending', 'active', 'pending', 'active'] as const
  const readOpen = async (page: readonly ProposalRecord[]): Promise<Standing[]> =>
    page.map((record) => ({ wire: { number: record.number, state: states[open.indexOf(record)] } as ProposalWire, bondSettled: false }))
  const shown = async (state: 'open' | 'waiting' | 'voting') => (await proposalPage(open, { state }, readOpen)).items.map(({ number }) => number)
  expect(await shown('waiting')).toEqual([500, 498])
  expect(await shown('voting')).toEqual([499, 497])
  expect(await shown('open')).toEqual([500, 499, 498, 497])
})

test('finds words of a title, whatever their capitals, and numbers', async () => {
  expect((await numbers({ text: 'fee LOWER' })).numbers).toEqual([500, 400, 300, 200, 100])
  expect((await numbers({ text: '123' })).numbers).toEqual([123])
  expect((await numbers({ text: 'nothing' })).numbers).toEqual([])
})

test('reads at most 200 states for one page, so that a filter which few pass is not expensive', async () => {
  reads = 0
  expect(await numbers({ state: 'open' })).toEqual({ numbers: [], nextCursor: '301' })
  expect(reads).toBe(200)
})
