import type { BatchDetailWire, JobWire, PoolTaskWire } from '@infinitio/domain/wire'
import type { StepParts } from '@infinitio/sdk/pool'
import { describe, expect, it } from 'vitest'
import { chunkCells, countCells } from '#web/features/jobs/chunkStates.ts'
import { jobTotals } from '#web/features/jobs/jobTotals.ts'
import { stepGraph } from '#web/features/jobs/stepGraph.ts'
import { wholeStep } from '#web/features/jobs/wholeStep.ts'

const task = (index: number, change: Partial<PoolTaskWire> = {}) =>
  ({ index, state: 'accepted', worker: '0xa', sampled: [1, 3], runs: [], dispute: null, payments: [], ...change }) as unknown as PoolTaskWire
const counts = { accepted: 0, decided: 0, refunded: 0 }
const batch = (items: PoolTaskWire[], change: Partial<BatchDetailWire> = {}) =>
  ({
    batchId: '0xb',
    tasks: 3,
    chunks: 4,
    isStopped: false,
    baseFee: '5',
    escrow: '300',
    counts: { ...counts, accepted: items.length },
    items,
    ...change,
  }) as unknown as BatchDetailWire

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

it('sums over the batches of a job, and counts each task once, in the newest batch that has it', () => {
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
  const steps = [{ step: 'sum', tasks: 3, batches: [part('0xb', [0, 1, 2], [0, 1, 2])] }]
  expect(jobTotals({ account: '0xme', tasks, steps }, [old, batch([task(0, { payments, runs })])])).toEqual({
    ...{ chunks: 12, done: 4, running: 0, paid: 20n, locked: 400n, checks: 1, agreed: 1, caught: 1, providers: 2 },
  })
})

it('shows a step with each task in the newest batch that has it', () => {
  const first = batch([task(0), task(1, { state: 'decided' }), task(2)], { batchId: '0x1' })
  const second = batch([task(0, { state: 'assigned' })], { batchId: '0x2', tasks: 1 })
  const parts = [part('0x1', [0, 1, 2], [0, 2]), part('0x2', [1], [0])]
  const whole = wholeStep({ step: 'sum', tasks: 3, batches: parts }, [first, second])
  expect(whole?.items.map(({ index, state }) => [index, state])).toEqual([
    [0, 'accepted'],
    [1, 'assigned'],
    [2, 'accepted'],
  ])
  expect([whole?.batchId, whole?.tasks]).toEqual(['0x2', 3])
  expect(wholeStep({ step: 'sum', tasks: 3, batches: parts }, [])).toBeNull()
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

function part(batchId: string, tasks: number[], used: number[]) {
  return { batchId: batchId as `0x${string}`, tasks, used: new Set(used) } as StepParts['batches'][number]
}
