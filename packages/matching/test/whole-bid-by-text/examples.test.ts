import { type Bid, bps, durationSeconds, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { askOf, bidOf, hashOf, nodeOf, provider, renter, sceneStart } from '../marketScene.ts'
import type { TextAsk, TextMarket } from './textMarket.ts'
import { wholeBidByText } from './wholeBidByText.ts'

/** A machine with its GPUs and its asks as `[minGpus, maxGpus, price]`; `private` marks an ask that only the renter of the bid may use. */
type Machine = { gpus: number; asks: readonly (readonly [number, number, number, 'private'?])[] }

// The table of examples at the end of docs/matching.md, row by row.
const rows: readonly [string, Machine[], Partial<Bid>, readonly (readonly [number, number])[] | null][] = [
  [
    'two slices of one ask',
    [{ gpus: 4, asks: [[1, 2, 10]] }],
    { gpus: 4 },
    [
      [2, 10],
      [2, 10],
    ],
  ],
  [
    'two slices of one ask before a dearer ask',
    [
      { gpus: 4, asks: [[1, 2, 10]] },
      { gpus: 8, asks: [[1, 8, 50]] },
    ],
    { gpus: 4 },
    [
      [2, 10],
      [2, 10],
    ],
  ],
  [
    'a private ask as often as a public one',
    [
      {
        gpus: 4,
        asks: [
          [1, 2, 10, 'private'],
          [1, 4, 20],
        ],
      },
    ],
    { gpus: 4 },
    [
      [2, 10],
      [2, 10],
    ],
  ],
  [
    'two machines',
    [
      {
        gpus: 3,
        asks: [
          [1, 2, 10, 'private'],
          [1, 3, 20],
        ],
      },
      { gpus: 4, asks: [[1, 4, 30]] },
    ],
    { gpus: 4 },
    [
      [2, 10],
      [1, 10],
      [1, 30],
    ],
  ],
  [
    'a first slice that leaves the least of the second',
    [{ gpus: 8, asks: [[2, 4, 10]] }],
    { gpus: 5 },
    [
      [3, 10],
      [2, 10],
    ],
  ],
  [
    'slices of at least minGpusPerNode',
    [{ gpus: 8, asks: [[1, 3, 10]] }],
    { gpus: 7, minGpusPerNode: 2 },
    [
      [3, 10],
      [2, 10],
      [2, 10],
    ],
  ],
  ['nothing where no slice can have minGpusPerNode', [{ gpus: 8, asks: [[1, 2, 10]] }], { gpus: 4, minGpusPerNode: 3 }, null],
  [
    'the rest of a dearer ask',
    [
      { gpus: 3, asks: [[1, 3, 10]] },
      { gpus: 8, asks: [[2, 4, 20]] },
    ],
    { gpus: 5, minGpusPerNode: 2 },
    [
      [3, 10],
      [2, 20],
    ],
  ],
  [
    'less of a cheap ask, so that enough is left for another slice',
    [
      { gpus: 4, asks: [[1, 4, 10]] },
      { gpus: 8, asks: [[2, 4, 20]] },
    ],
    { gpus: 5, minGpusPerNode: 2 },
    [
      [3, 10],
      [2, 20],
    ],
  ],
  [
    'nothing, since the plan does not go back',
    [
      { gpus: 3, asks: [[1, 3, 10]] },
      { gpus: 8, asks: [[2, 4, 20]] },
    ],
    { gpus: 4 },
    null,
  ],
]

describe('the second oracle', () => {
  it.each(rows)('plans %s as docs/matching.md does', (_, machines, wish, expected) => {
    const bid = bidOf({ node: nodeOf(0), timeInForce: 3, maxPricePerGpuSecond: pTokenUnits(100n), ...wish })
    const outcome = wholeBidByText(marketOf(machines), { bid, rank: 'price' })
    const slices = 'slices' in outcome ? outcome.slices.map(({ one, gpus }) => [gpus, Number(one.ask.pricePerGpuSecond)]) : null
    expect(slices).toEqual(expected)
  })
})

function marketOf(machines: readonly Machine[]): TextMarket {
  const facts = { classId: 1, regionId: 1, vramGib: 80, tier: 0, reliabilityBps: 0, score: 0, hidden: false, taken: [] }
  const asks: TextAsk[] = machines.flatMap(({ asks }, place) =>
    asks.map(([minGpus, maxGpus, price, forWhom]) => ({
      hash: hashOf(`ask ${place} ${price}`),
      mandateUntil: null,
      ask: askOf({
        ...{ node: nodeOf(place + 1), provider, minGpus, maxGpus, pricePerGpuSecond: pTokenUnits(BigInt(price)) },
        ...{ availableUntil: unixSeconds(sceneStart + 86_400n), maxDurationSeconds: durationSeconds(86_400n), maxFeeBps: bps(100n) },
        ...(forWhom === 'private' ? { privateRenter: renter } : {}),
      }),
    })),
  )
  return {
    ...{ now: sceneStart, feeBps: 25n, relayFee: 0n, balance: 10n ** 30n, asks },
    machines: new Map(machines.map(({ gpus }, place) => [nodeOf(place + 1), { ...facts, node: nodeOf(place + 1), gpus }])),
  }
}
