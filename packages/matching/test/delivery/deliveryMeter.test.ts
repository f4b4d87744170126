import { bps, durationSeconds, type Mandate, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { apply, type BookCommand, createBook, DeliveryMeter, type PresenceIn, type PromisedCapacity } from '../../src/index.ts'
import {
  askOf,
  bidOf,
  blockAt,
  hashOf,
  openingCommands,
  otherProvider,
  placeAsk,
  provider,
  renter,
  sceneStart,
  settledLog,
  smallNode,
} from '../marketScene.ts'

const start = Number(sceneStart)
const hour = 3_600

/** Every node is present in every hour. */
const present = () => true

/** Makes a promise by the provider of the small node, for the scene's first two hours and at most 1,000 base units per GPU-second. */
const promise = (change: Partial<PromisedCapacity> = {}): PromisedCapacity => ({
  ...{
    id: 1n,
    provider,
    classId: 1,
    from: start,
    until: start + 2 * hour,
    // The promise is 16 GPU-hours. Time that was only offered counts for at most a quarter of it: these are the 4 GPU-hours of two open GPUs in two hours.
    gpuSeconds: 16 * hour,
    mostOpenPricePerGpuSecond: pTokenUnits(1_000n),
    promisedTo: null,
  },
  ...change,
})

/** Plays commands, each at a second of the scene, up to the end of four hours. Returns the delivery of each promise. */
function delivered(
  promises: readonly PromisedCapacity[],
  commands: readonly (readonly [number, BookCommand])[],
  wasPresent: PresenceIn = present,
): (number | null)[] {
  const book = createBook()
  const meter = meterOf(promises, wasPresent)
  let seq = 0
  const play = (second: number, command: BookCommand) => {
    meter.moveTo(book, start + second)
    seq += 1
    apply(book, command, { seq, atMs: (10 + second) * 1_000 })
  }
  for (const command of openingCommands()) play(0, command)
  for (const [second, command] of commands) play(second, command)
  meter.moveTo(book, start + 4 * hour)
  return promises.map(({ id }) => meter.deliveredOf(id))
}

function meterOf(promises: readonly PromisedCapacity[], wasPresent: PresenceIn = present): DeliveryMeter {
  const meter = new DeliveryMeter(wasPresent)
  for (const one of promises) meter.add(one)
  return meter
}

const ask = (change: Parameters<typeof askOf>[0] = {}) => placeAsk('ask', change)
const cancel = { kind: 'CancelOrder', orderHash: hashOf('ask'), by: provider } as const
const lease = settledLog(1n, {
  ...{ ask: askOf(), bid: bidOf({ durationSeconds: durationSeconds(BigInt(hour)) }), askHash: hashOf('ask'), bidHash: hashOf('bid') },
  ...{ gpus: 1, start: sceneStart },
})
const mandate: Mandate = {
  ...{ provider, node: smallNode, minPricePerGpuSecond: pTokenUnits(1n), maxDurationSeconds: durationSeconds(86_400n) },
  ...{ maxTrialSeconds: durationSeconds(0n), minNoticeSeconds: durationSeconds(0n), maxNoticeSeconds: durationSeconds(0n) },
  ...{ availableUntil: unixSeconds(sceneStart + 10_000_000n), flags: 0 },
  // This ask leaves the book 30 s before its expiry, in the middle of an hour.
  ...{ until: unixSeconds(sceneStart + BigInt(hour) + 130n), nonce: 1n },
}
const later = settledLog(1n, {
  ...{ ask: askOf(), bid: bidOf({ durationSeconds: durationSeconds(BigInt(hour)) }), askHash: hashOf('ask'), bidHash: hashOf('bid') },
  ...{ gpus: 2, start: unixSeconds(sceneStart + BigInt(hour)) },
})

describe('the delivery of a commitment', () => {
  test.each<[string, number, PromisedCapacity, (readonly [number, BookCommand])[]]>([
    ['nothing without an ask', 0, promise(), []],
    ['all of an ask that is always open', 4 * hour, promise(), [[0, ask()]]],
    ['at most a quarter of the promise for open time', hour, promise({ gpuSeconds: 4 * hour }), [[0, ask()]]],
    [
      'no more than was promised, of what is leased',
      1_000,
      promise({ gpuSeconds: 1_000 }),
      [
        [0, ask()],
        [0, lease],
      ],
    ],
    [
      'a quarter open, and the rest leased',
      hour + 1_600,
      promise({ gpuSeconds: 6_400 }),
      [
        [0, ask()],
        [0, lease],
      ],
    ],
    ['counted from the second of the ask', 2 * (2 * hour - 100), promise(), [[100, ask()]]],
    [
      'to the second in which it left',
      2 * 100,
      promise(),
      [
        [0, ask()],
        [100, cancel],
      ],
    ],
    ['nothing at a higher price', 0, promise(), [[0, ask({ pricePerGpuSecond: pTokenUnits(1_001n) })]]],
    [
      'what is leased, at whatever price',
      hour,
      promise(),
      [
        [0, ask({ pricePerGpuSecond: pTokenUnits(9_000n) })],
        [0, lease],
      ],
    ],
    [
      'what is leased and what stands beside it',
      4 * hour,
      promise(),
      [
        [0, ask()],
        [0, lease],
      ],
    ],
    ['the largest slice of one ask', 2 * hour, promise(), [[0, ask({ maxGpus: 1 })]]],
    ['nothing for another class', 0, promise({ classId: 2 }), [[0, ask()]]],
    ['nothing for another provider', 0, promise({ provider: otherProvider }), [[0, ask()]]],
    [
      'nothing while the machine is silent',
      2 * 600,
      promise(),
      [
        [0, ask()],
        [600, { kind: 'NodeSilent', node: smallNode }],
      ],
    ],
    ['nothing for an ask without leases of an hour', 0, promise(), [[0, ask({ minDurationSeconds: durationSeconds(3_601n) })]]],
    ['nothing for a private ask', 0, promise(), [[0, ask({ privateRenter: renter })]]],
    ['all of a private ask for the promised renter', 4 * hour, promise({ promisedTo: renter }), [[0, ask({ privateRenter: renter })]]],
    ['nothing for an ask that does not accept the fee', 0, promise(), [[0, ask({ maxFeeBps: bps(24n) })]]],
    [
      'while its shortest lease fits what it offers',
      2 * (hour - 60 + 1),
      promise(),
      [[0, ask({ availableUntil: unixSeconds(sceneStart + BigInt(hour)) })]],
    ],
    [
      'while its shortest lease ends before a later one begins, and then what that takes',
      2 * (hour - 60 + 1) + 2 * hour,
      promise(),
      [
        [0, ask()],
        [0, later],
      ],
    ],
    ['counted from the first second of the ask', 2 * hour, promise(), [[0, ask({ availableFrom: unixSeconds(sceneStart + BigInt(hour)) })]]],
    ['counted until the ask expires', 2 * hour, promise(), [[0, ask({ expiry: unixSeconds(sceneStart + BigInt(hour) + 30n) })]]],
    ['counted until its signing permission expires', 2 * (hour + 100), promise(), [[0, { ...ask(), mandate, mandateSignature: '0x' }]]],
  ])('is %s', (_, expected, promised, commands) => {
    expect(delivered([promised], commands)).toEqual([expected])
  })

  test('counts open time only in hours with attested presence, and leased time always', () => {
    const firstHour = Math.floor(start / hour)
    const inFirst: PresenceIn = (node, at) => node === smallNode && at === firstHour
    const toFull = (firstHour + 1) * hour - start
    expect(delivered([promise()], [[0, ask()]], inFirst)).toEqual([2 * toFull])
    expect(delivered([promise()], [[0, ask()]], () => false)).toEqual([0])
    const leased = [
      [0, ask()],
      [0, lease],
    ] as const
    expect(delivered([promise()], leased, () => false)).toEqual([hour])
  })

  test('counts each GPU for only one promise: the first to end that is not fulfilled', () => {
    const long = promise({ id: 1n, until: start + 4 * hour, gpuSeconds: 24 * hour })
    const short = promise({ id: 2n, gpuSeconds: 12 * hour })
    // Two GPUs are open for four hours, which are 8 GPU-hours. Of these, three count for the promise that ends first (a quarter of it); the others count for
    // the second promise.
    expect(delivered([long, short], [[0, ask()]])).toEqual([5 * hour, 3 * hour])
    expect(delivered([short, long], [[0, ask()]])).toEqual([3 * hour, 5 * hour])
  })

  test('counts for the older of two promises with one end, and for the one with the higher price limit when the other cannot count', () => {
    const twins = [promise({ id: 2n, gpuSeconds: 12 * hour }), promise({ id: 1n, gpuSeconds: 12 * hour })]
    expect(delivered(twins, [[0, ask()]])).toEqual([hour, 3 * hour])
    const cheap = promise({ id: 1n, gpuSeconds: 16 * hour, mostOpenPricePerGpuSecond: pTokenUnits(999n) })
    expect(delivered([cheap, promise({ id: 2n })], [[0, ask()]])).toEqual([0, 4 * hour])
  })

  test('returns null for an unknown promise, and never counts backwards', () => {
    expect(new DeliveryMeter(present).deliveredOf(1n)).toBeNull()
    const book = createBook()
    const meter = meterOf([promise()])
    meter.moveTo(book, start + 5)
    meter.moveTo(book, start + 1)
    expect([meter.second, meter.deliveredOf(1n)]).toEqual([start + 5, 0])
    expect(() => meter.add(promise({ id: 2n, from: start + 4 }))).toThrow('before its window begins')
    expect(() => meter.add(promise({ from: start + hour }))).toThrow('known before')
    meter.add(promise({ id: 2n, from: start + 5 }))
    expect(meter.deliveredOf(2n)).toBe(0)
  })

  test('counts the same when the clock leaps over a window as when it ticks', () => {
    const commands: [number, BookCommand][] = [
      [0, ask({ availableFrom: unixSeconds(sceneStart + 77n), availableUntil: unixSeconds(sceneStart + 6_500n) })],
      [0, lease],
    ]
    const ticks = Array.from({ length: 200 }, (_, at): [number, BookCommand] => [at * 61 + 1, blockAt(at + 2, sceneStart + BigInt(at * 61 + 1))])
    expect(delivered([promise()], [...commands, ...ticks])).toEqual(delivered([promise()], commands))
  })
})
