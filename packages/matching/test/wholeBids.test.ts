import { type Bid, durationSeconds, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import type { BookCommand, BookEvent } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { type Machine, machineOf, marketOf } from './machines.ts'
import { addressOf, nodeOf, otherRenter, placeBid, sceneStart } from './marketScene.ts'
import { naiveMarket } from './naiveMarket.ts'

const fok: Partial<Bid> = { node: nodeOf(0), timeInForce: 3, allOrNothing: false, maxPricePerGpuSecond: pTokenUnits(100n) }
const hour = 3_600n
const newcomer = addressOf(9)
const onTheHour = (hours: bigint) => unixSeconds(sceneStart + hours * hour)

/** The examples of docs/matching.md, one per row. */
const examples: [what: string, machines: Machine[], bid: Partial<Bid>, plan: string[]][] = [
  ['two slices of one ask', [{ gpus: 4, asks: [[1, 2, 10]] }], { gpus: 4 }, ['2 at 10', '2 at 10']],
  [
    'the cheaper ask twice before a dearer one',
    [
      { gpus: 4, asks: [[1, 2, 10]] },
      { gpus: 8, asks: [[1, 8, 50]] },
    ],
    { gpus: 4 },
    ['2 at 10', '2 at 10'],
  ],
  [
    'one ask twice before another of its machine',
    [
      {
        gpus: 4,
        asks: [
          [1, 2, 10],
          [1, 4, 20],
        ],
      },
    ],
    { gpus: 4 },
    ['2 at 10', '2 at 10'],
  ],
  [
    'no more of a machine than it has, whichever of its asks',
    [
      {
        gpus: 3,
        asks: [
          [1, 2, 10],
          [1, 3, 20],
        ],
      },
      { gpus: 4, asks: [[1, 4, 30]] },
    ],
    { gpus: 4 },
    ['2 at 10', '1 at 10', '1 at 30'],
  ],
  ['sizes that an ask with a minimum may give', [{ gpus: 8, asks: [[2, 4, 10]] }], { gpus: 5 }, ['3 at 10', '2 at 10']],
  ['sizes that the bid’s own minimum allows', [{ gpus: 8, asks: [[1, 3, 10]] }], { gpus: 7, minGpusPerNode: 2 }, ['3 at 10', '2 at 10', '2 at 10']],
  ['no slice below the bid’s minimum', [{ gpus: 8, asks: [[1, 2, 10]] }], { gpus: 4, minGpusPerNode: 3 }, []],
  [
    'the rest from the next machine',
    [
      { gpus: 3, asks: [[1, 3, 10]] },
      { gpus: 8, asks: [[2, 4, 20]] },
    ],
    { gpus: 5, minGpusPerNode: 2 },
    ['3 at 10', '2 at 20'],
  ],
  [
    'a smaller slice that leaves enough for another',
    [
      { gpus: 4, asks: [[1, 4, 10]] },
      { gpus: 8, asks: [[2, 4, 20]] },
    ],
    { gpus: 5, minGpusPerNode: 2 },
    ['3 at 10', '2 at 20'],
  ],
  [
    'no combination that needs a slice given up again',
    [
      { gpus: 3, asks: [[1, 3, 10]] },
      { gpus: 8, asks: [[2, 4, 20]] },
    ],
    { gpus: 4 },
    [],
  ],
]

describe.each([
  ['the book', bookUnderTest],
  ['the oracle', naiveMarket],
])('%s plans a whole bid as docs/matching.md defines', (_, create) => {
  test.each(examples)('%s', (_what, machines, bid, plan) => {
    const { play } = marketOf(create(), machines)
    expect(matches(play(placeBid('bid', { ...fok, ...bid })))).toEqual(plan)
  })

  test.each([
    ['FOK', { timeInForce: 3 }],
    ['an IOC bid for all or nothing', { timeInForce: 2, allOrNothing: true }],
    ['a GTC bid for all or nothing', { timeInForce: 0, allOrNothing: true }],
    ['a cluster', { timeInForce: 2, cluster: true }],
    ['a pinned FOK', { timeInForce: 3, node: machineOf(0) }],
  ] as const)('%s for 4 is filled 2 + 2 as one group', (_what, kind) => {
    const { play } = marketOf(create(), [{ gpus: 4, asks: [[1, 2, 10]] }])
    const events = play(placeBid('bid', { ...fok, ...kind, gpus: 4 })).filter((event) => event.kind === 'Matched')
    expect(matches(events)).toEqual(['2 at 10', '2 at 10'])
    expect(events.map(({ group }) => group)).toEqual([events[0]?.matchId, events[0]?.matchId])
  })

  test('fills a resting whole bid from one ask when all of its GPUs are free again', () => {
    const { play } = marketOf(create(), [{ gpus: 4, asks: [[1, 2, 10]] }])
    const [other] = play(placeBid('other', { ...fok, renter: otherRenter, gpus: 1 })).filter((event) => event.kind === 'Matched')
    expect(matches(play(placeBid('bid', { ...fok, timeInForce: 0, allOrNothing: true, gpus: 4 })))).toEqual([])
    const given: BookCommand = { kind: 'SettleAbandoned', matchId: other?.matchId as never, code: 'order.settle_failed' }
    expect(matches(play(given))).toEqual(['2 at 10', '2 at 10'])
  })

  test('puts a cluster into the cheapest region, where one ask gives two slices', () => {
    const machines: Machine[] = [
      { gpus: 4, region: 1, asks: [[1, 2, 10]] },
      { gpus: 4, region: 2, asks: [[1, 4, 12]] },
    ]
    expect(matches(marketOf(create(), machines).play(placeBid('bid', { ...fok, cluster: true, gpus: 4 })))).toEqual(['2 at 10', '2 at 10'])
  })

  test('starts a forward cluster at the hour at which one ask can give two slices', () => {
    const { play } = marketOf(create(), [{ gpus: 4, asks: [[1, 2, 10]] }])
    play(placeBid('other', { ...fok, renter: otherRenter, gpus: 3, startFrom: onTheHour(10n), startUntil: onTheHour(10n) }))
    const later = { cluster: true, gpus: 4, startFrom: onTheHour(10n), startUntil: onTheHour(14n), durationSeconds: durationSeconds(hour) }
    expect(starts(play(placeBid('bid', { ...fok, ...later })))).toEqual(['2 at hour 11', '2 at hour 11'])
  })

  test('lets forward slices use the same GPUs one after the other', () => {
    const { play } = marketOf(create(), [{ gpus: 2, asks: [[1, 2, 10]] }])
    const later = { gpus: 4, startFrom: onTheHour(10n), startUntil: onTheHour(12n), durationSeconds: durationSeconds(2n * hour) }
    expect(starts(play(placeBid('bid', { ...fok, ...later })))).toEqual(['2 at hour 10', '2 at hour 12'])
  })

  test('gives a later slice the GPUs that are free beside the plan in partly taken hours', () => {
    const { play } = marketOf(create(), [{ gpus: 4, asks: [[1, 3, 10]] }])
    play(placeBid('other', { ...fok, renter: otherRenter, gpus: 1, startFrom: onTheHour(11n), startUntil: onTheHour(11n) }))
    const later = { gpus: 6, startFrom: onTheHour(10n), startUntil: onTheHour(12n), durationSeconds: durationSeconds(2n * hour) }
    expect(starts(play(placeBid('bid', { ...fok, ...later })))).toEqual(['3 at hour 10', '3 at hour 12'])
  })

  test('charges escrow and a relay fee for each slice, and needs a balance for all of them', () => {
    const slice = 2n * 10n * 3_600n
    const each = slice + (slice * 25n + 9_999n) / 10_000n + 7n
    const poor = { ...fok, gpus: 4, maxRelayFee: pTokenUnits(7n), renter: newcomer }
    const outcome = (balance: bigint) => {
      const { play } = marketOf(create(), [{ gpus: 4, asks: [[1, 2, 10]] }], { relayFee: 7n })
      play({ kind: 'Deposited', account: newcomer, amount: pTokenUnits(balance) })
      return play(placeBid('bid', poor)).map((event) => (event.kind === 'BidRejected' ? event.code : event.kind))
    }
    expect(outcome(2n * each)).toEqual(['BidAccepted', 'Matched', 'Matched'])
    expect(outcome(2n * each - 1n)).toEqual(['BidAccepted', 'account.insufficient_balance'])
  })

  test('refuses a pinned bid for too few free GPUs, not for the ask’s largest slice', () => {
    const { play } = marketOf(create(), [{ gpus: 4, asks: [[1, 2, 10]] }])
    const code = (events: BookEvent[]) => events.flatMap((event) => (event.kind === 'BidRejected' ? [event.code] : []))
    const pinned = { ...fok, node: machineOf(0) }
    expect(code(play(placeBid('large', { ...pinned, gpus: 5, nonce: 2n })))).toEqual(['order.too_many_gpus'])
    expect(code(play(placeBid('one lease', { ...pinned, gpus: 4, minGpusPerNode: 4, nonce: 4n })))).toEqual(['order.too_many_gpus'])
    play(placeBid('other', { ...fok, renter: otherRenter, gpus: 1 }))
    expect(code(play(placeBid('bid', { ...pinned, gpus: 4, nonce: 3n })))).toEqual(['order.node_taken'])
  })
})

test('uses an ask once for a whole bid by version 5 of the rules, so that its journals replay to the same hash', () => {
  const { play } = marketOf(bookUnderTest(), [{ gpus: 4, asks: [[1, 2, 10]] }], { version: 5 })
  expect(play(placeBid('bid', { ...fok, gpus: 4 })).at(-1)).toMatchObject({ kind: 'BidRejected', code: 'order.fok_not_fillable' })
})

function matches(events: readonly BookEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'Matched' ? [`${event.gpus} at ${event.pricePerGpuSecond}`] : []))
}

function starts(events: readonly BookEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'Matched' ? [`${event.gpus} at hour ${(event.start - sceneStart) / hour}`] : []))
}
