import { type Hex32, hex32 } from '@infinitio/domain'
import { probeSeconds } from '@infinitio/domain/probes'
import { expect, test } from 'vitest'
import { dueMachines } from './dueMachines.ts'

const machines = 60
/** One machine in each 55 seconds. */
const plan = Array.from({ length: machines }, (_, index) => ({ node: nodeOf(index), second: (probeSeconds.end / machines) * index }))
const lookEvery = 15

test('measures each machine in its second after a start at the beginning of the hour', () => {
  const { looks, done } = measured({ from: 0 })
  expect(done.size).toBe(machines)
  expect(Math.max(...looks)).toBe(1)
})

test.each([600, 1_800, 2_700, 3_200])('measures at most twice as many machines as usual after a start in second %i', (from) => {
  const { looks, done } = measured({ from })
  const usual = (probeSeconds.end - from) / (probeSeconds.end / machines)
  expect(done.size).toBeGreaterThanOrEqual(Math.min(machines, Math.floor(2 * usual)))
  expect(done.size).toBeLessThanOrEqual(2 * usual + 2)
  expect(Math.max(...looks)).toBeLessThanOrEqual(2)
  // All machines whose second was still to come are measured.
  for (const { node, second } of plan) if (second >= from) expect(done).toContain(node)
})

test('measures the earliest of the missed machines first', () => {
  const order = [...measured({ from: 1_800 }).done].filter((node) => (plan.find((it) => it.node === node)?.second ?? 0) < 1_800)
  expect(order.slice(0, 3)).toEqual([nodeOf(0), nodeOf(1), nodeOf(2)])
})

test('measures the one machine at once that a validator missed in a short restart', () => {
  const from = 3_000
  const done = new Set(plan.filter(({ second }) => second < from - 60).map(({ node }) => node))
  expect(dueMachines(plan, { done, from, second: from, late: 0 })).toEqual([plan.findLast(({ second }) => second < from)?.node])
})

function nodeOf(index: number): Hex32 {
  return hex32(`0x${index.toString(16).padStart(64, '0')}`)
}

/** Looks at the plan every 15 s until the end of the hour, and reports each machine that is due. `looks` has the number of machines of each look. */
function measured({ from }: { from: number }) {
  const done = new Set<Hex32>()
  const looks: number[] = []
  let late = 0
  for (let second = from; second < probeSeconds.end; second += lookEvery) {
    const due = dueMachines(plan, { done, from, second, late })
    looks.push(due.length)
    for (const node of due) {
      expect(done).not.toContain(node)
      done.add(node)
      if ((plan.find((it) => it.node === node)?.second ?? 0) < from) late += 1
    }
  }
  return { looks, done }
}
