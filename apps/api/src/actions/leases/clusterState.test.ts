import { expect, test } from 'vitest'
import { networkOf, stateOf } from './clusterState.ts'

const link = (leaseId: string, way: 'direct' | 'none') => ({ leaseId, way, rttMs: way === 'none' ? null : 1, at: 0 })
const reported = (links: ReturnType<typeof link>[], change = {}) => ({ canConnect: true, secondsAgo: 1, links, ...change })

test('connects a member that reaches all others, and counts a single one as connected', () => {
  expect(networkOf({ isLive: true, reported: reported([link('2', 'direct'), link('3', 'direct')]), others: ['2', '3'] })).toBe('connected')
  expect(networkOf({ isLive: true, reported: reported([]), others: [] })).toBe('connected')
  expect(networkOf({ isLive: true, reported: reported([link('2', 'direct'), link('3', 'none')]), others: ['2', '3'] })).toBe('partly')
  expect(networkOf({ isLive: true, reported: reported([link('2', 'none')]), others: ['2'] })).toBe('waiting')
})

test('shows a machine that is silent, cannot connect, has not reported, or is over', () => {
  expect(networkOf({ isLive: true, reported: reported([link('2', 'direct')], { secondsAgo: 31 }), others: ['2'] })).toBe('silent')
  expect(networkOf({ isLive: true, reported: reported([], { canConnect: false }), others: ['2'] })).toBe('unsupported')
  expect(networkOf({ isLive: true, reported: null, others: ['2'] })).toBe('waiting')
  expect(networkOf({ isLive: false, reported: reported([]), others: [] })).toBe('over')
})

test.each([
  [['connected', 'connected', 'over'], 'connected'],
  [['connected', 'silent'], 'partly'],
  [['waiting', 'unsupported'], 'waiting'],
  [['unsupported', 'unsupported'], 'unsupported'],
  [['over', 'over'], 'over'],
] as const)('calls a cluster of %s %s', (networks, state) => {
  expect(stateOf(networks)).toBe(state)
})
