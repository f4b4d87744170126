import { expect, test } from 'vitest'
import { HourSteps } from './hourSteps.ts'
import type { NodeRecord } from './records.ts'

/** The nodes are empty objects, because `HourSteps` reads no field of a node. */
const nodesOf = (count: number) => Array.from({ length: count }, () => ({}) as NodeRecord)

test('returns all nodes of an hour when it comes, and stores few notes for many notes of few nodes', () => {
  const steps = new HourSteps()
  const nodes = nodesOf(3_000)
  for (let time = 0; time < 20; time += 1) for (const node of nodes) steps.note(7, node)
  const later = nodesOf(6_000)
  for (const node of later) steps.note(8, node)
  const due = steps.takeUntil(7)
  expect(new Set(due)).toEqual(new Set(nodes))
  expect(due.length).toBeLessThanOrEqual(2 * nodes.length)
  expect(new Set(steps.takeUntil(8))).toEqual(new Set(later))
  expect(steps.takeUntil(9)).toEqual([])
})
