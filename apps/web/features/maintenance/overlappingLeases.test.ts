import type { LeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { overlappingLeases } from '#web/features/maintenance/overlappingLeases.ts'

const lease = (state: string, start: number, endsAt: number, node = 'one') => ({ state, terms: { node, start }, endsAt }) as unknown as LeaseWire
const plan = { nodes: new Set(['one']), from: 1_000, seconds: 500 }

test('counts live leases of the machines that overlap the time, with the last end', () => {
  const leases = [lease('active', 0, 1_200), lease('booked', 1_400, 9_000), lease('active', 0, 2_000, 'two')]
  expect(overlappingLeases(leases, plan)).toEqual({ count: 2, lastEnd: 9_000 })
})

test.each([
  ['ends at its start', lease('active', 0, 1_000)],
  ['begins at its end', lease('booked', 1_500, 9_000)],
  ['is over', lease('ended', 0, 9_000)],
])('leaves out a lease that %s', (_what, one) => {
  expect(overlappingLeases([one], plan)).toBeNull()
})
