import { expect, test } from 'vitest'
import { PairPath, type Ways } from './pairPath.ts'

const [direct, second, relay] = ['45.76.0.2:51820', '46.0.0.1:51820', '127.0.0.1:40000']
const ways = (change: Partial<Ways> = {}): Ways => ({ direct: [direct], relay, local: relay, ...change })
const startMs = 1_800_000_000_000
const state = (endpoint: string | null, handshakeMs: number | null = startMs) => ({
  ...{ publicKey: '0x', endpoint, allowedIps: '', receivedBytes: 0, sentBytes: 0 },
  handshakeAt: handshakeMs === null ? 0 : handshakeMs / 1_000,
})

/** Returns the endpoints that are tried in the turns after `seconds`, without a connection. */
function tried(path: PairPath, given: Ways, seconds: readonly number[], handshakeMs: number | null = null): (string | null)[] {
  return seconds.map((after) => {
    path.see(given, state(null, handshakeMs), startMs + after * 1_000)
    return path.next(startMs + after * 1_000)
  })
}

test('tries a new member directly for 6 s, then through a gateway, then at its next address', () => {
  const given = ways({ direct: [direct, second] })
  expect(tried(new PairPath(), given, [0, 5, 6, 12, 18, 24])).toEqual([direct, direct, relay, second, relay, direct])
})

test('tries only the ways that exist', () => {
  expect(tried(new PairPath(), ways({ relay: null }), [0, 6, 12])).toEqual([direct, direct, direct])
  expect(tried(new PairPath(), ways({ direct: [] }), [0, 6])).toEqual([relay, relay])
  expect(tried(new PairPath(), ways({ direct: [], relay: null }), [0])).toEqual([null])
})

test('leaves a connection that works, and goes through a gateway after two measurements without an answer', () => {
  const path = new PairPath()
  path.see(ways(), state(direct), startMs)
  expect([path.next(startMs), path.way(startMs)]).toEqual([null, 'direct'])
  path.measured(null)
  path.see(ways(), state(direct), startMs + 3_000)
  expect([path.next(startMs + 3_000), path.way(startMs + 3_000)]).toEqual([null, 'direct'])
  path.measured(null)
  path.see(ways(), state(direct), startMs + 6_000)
  expect([path.next(startMs + 6_000), path.way(startMs + 6_000)]).toEqual([relay, 'none'])
  path.measured(20)
  path.see(ways(), state(relay), startMs + 9_000)
  expect([path.next(startMs + 9_000), path.way(startMs + 9_000)]).toEqual([null, 'tunnel'])
})

test('counts a connection without a handshake for 180 s as lost', () => {
  const path = new PairPath()
  path.see(ways(), state(direct), startMs + 181_000)
  expect([path.next(startMs + 181_000), path.way(startMs + 181_000)]).toEqual([relay, 'none'])
})

test('tries a direct address at once and then once a minute, another one each time, only while packets go through a gateway', () => {
  const path = new PairPath()
  const given = ways({ direct: [direct, second] })
  const due = (seconds: number, endpoint = relay) => {
    path.see(given, state(endpoint, startMs + seconds * 1_000), startMs + seconds * 1_000)
    return path.directToTry(startMs + seconds * 1_000)
  }
  expect([due(0), due(3), due(59), due(60), due(63), due(120)]).toEqual([second, null, null, direct, null, second])
  expect(due(200, direct)).toBeNull()
})

test('replaces the local endpoint of an agent that was restarted, and takes a direct endpoint at a local address for a direct one', () => {
  const path = new PairPath()
  path.see(ways(), state('127.0.0.1:39999'), startMs)
  expect([path.next(startMs), path.way(startMs)]).toEqual([relay, 'none'])
  path.see(ways({ relay: null }), state('127.0.0.1:39999'), startMs)
  expect(path.next(startMs)).toBe(direct)
  const local = '127.0.0.1:51821'
  path.see(ways({ direct: [local] }), state(local), startMs)
  expect([path.next(startMs), path.way(startMs)]).toEqual([null, 'direct'])
})

test('shows a connection through a gateway also while no gateway reaches the member', () => {
  const path = new PairPath()
  path.see(ways({ relay: null }), state(relay), startMs)
  expect([path.way(startMs), path.directToTry(startMs)]).toEqual(['tunnel', null])
})
