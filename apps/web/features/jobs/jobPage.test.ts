import type { BatchDetailWire, JobWire, PoolTaskWire } from '@infinitio/domain/wire'
import { describe, expect, it } from 'vitest'
import { chunkCells, countCells } from '#web/features/jobs/chunkStates.ts'
import { jobTotals } from '#web/features/jobs/jobTotals.ts'
import { stepBatches } from '#web/features/jobs/stepBatches.ts'
import { stepGraph } from '#web/features/jobs/stepGraph.ts'

const task = (index: number, change: Partial<PoolTaskWire> = {}) =>
  ({ index, state: 'accepted', worker: '0xa', sampled: [1, 3], runs: [], dispute: null, payments: [], ...change }) as unknown as PoolTaskWire
const batch = (items: PoolTaskWire[], change: Partial<BatchDetailWire> = {}) =>
  ({ batchId: '0xb', tasks: 3, chunks: 4, isStopped: false, baseFee: '5', items, ...change }) as unknown as BatchDetailWire

describe('the chunks of a batch', () => {
  it('show finished and checked chunks, and those of a caught cheat', () => {
    const caught = task(1, { state: 'decided', dispute: { verdict: 'worker wrong' } as PoolTaskWire['dispute'] })
    const cells = chunkCells(batch([task(0), caught]))
    expect(countCells(cells)).toEqual({ done: 2, checked: 2, checking: 0, running: 0, caught: 4, refunded: 0, waiting: 4 })
    expect(cells.at(1)).toEqual({ task: 0, chunk: 1, state: 'checked' })
  })

  it('show a cheat from its verdict on, before its day to appeal ends', () => {
    const judged = (verdict: string) => task(0, { state: 'judged', dispute: { verdict } as PoolTaskWire['dispute'] })
    expect(countCells(chunkCells(batch([judged('worker wrong')], { tasks: 1 })))).toMatchObject({ caught: 4 })
    expect(countCells(chunkCells(batch([judged('challenger wrong')], { tasks: 1 })))).toMatchObject({ checking: 4 })
  })

  it('do not show a sample as checked before the result is shown', () => {
    expect(countCells(chunkCells(batch([task(0, { state: 'auditing' })], { tasks: 1 })))).toMatchObject({ checking: 4, checked: 0 })
  })

  it('are one cell for each task of a large batch', () => {
    const cells = chunkCells(batch([], { tasks: 9, chunks: 256, isStopped: true }))
    expect([cells.length, cells.at(0)]).toEqual([9, { task: 0, chunk: null, state: 'refunded' }])
  })
})

it('sums over the batches of a job, and counts only the present batch of each step as done', () => {
  const payments = [
    { account: '0xa', amount: '10' },
    { account: '0xme', amount: '90' },
  ]
  const runs = [
    { account: '0xc', state: 'shown', agrees: true },
    { account: null, state: 'empty', agrees: null },
  ] as unknown as PoolTaskWire['runs']
  const tasks = { sum: { plan: { batchId: '0xb', batch: { count: 3, chunks: 4 } } }, later: { plan: null } } as unknown as JobWire['tasks']
  const old = batch([task(0, { dispute: { verdict: 'worker wrong' } as PoolTaskWire['dispute'] })], { batchId: '0xold' })
  expect(jobTotals({ account: '0xme', tasks }, [old, batch([task(0, { payments, runs })])])).toEqual({
    ...{ chunks: 12, done: 4, running: 0, paid: 20n, checks: 1, agreed: 1, caught: 1, providers: 2 },
  })
})

it('numbers the batches of a step, the newest first', () => {
  const planned = (batchId: string) => ({ event: { kind: 'planned', task: 'sum', plan: { batchId } } })
  const submitted = { event: { kind: 'submitted', task: 'sum' } }
  const events = [planned('0x1'), submitted, planned('0x2'), submitted, planned('0x3')] as unknown as JobWire['events']
  expect(stepBatches({ events })).toEqual([
    { step: 'sum', attempt: 2, batchId: '0x2' },
    { step: 'sum', attempt: 1, batchId: '0x1' },
  ])
})

it('places each step of a graph after those that it needs', () => {
  const needs = (...names: string[]) => ({ needs: names })
  const tasks = { mail: needs('report', 'other'), report: needs('sum'), sum: needs(), other: needs() } as unknown as JobWire['spec']['tasks']
  const { nodes, edges, columns, rows } = stepGraph({ tasks })
  expect(nodes.map(({ name, column, row }) => [name, column, row])).toEqual([
    ['mail', 2, 0],
    ['report', 1, 0],
    ['sum', 0, 0],
    ['other', 0, 1],
  ])
  expect([edges.length, columns, rows]).toEqual([3, 3, 2])
})
