import { pTokenUnits } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { apply, type Book, chainNow, createBook, DeliveryMeter, type PromisedCapacity } from '../../src/index.ts'
import { otherProvider, provider, sceneStart } from '../marketScene.ts'
import { playRandomMarket } from '../randomMarket.ts'
import { randomOf } from '../randomOf.ts'

const start = Number(sceneStart)

/** In this test, each node was present (sent heartbeats) in two of three hours. */
const wasPresent = (_node: string, hour: number) => hour % 3 !== 0

/** Makes promises of both providers, with random windows and prices. */
function randomPromises(seed: number): PromisedCapacity[] {
  const random = randomOf(seed)
  return [1n, 2n, 3n, 4n, 5n].map((id) => {
    const from = start + random.pick([0, 17, 600, 3_600])
    const until = from + random.pick([900, 3_600, 7_200, 90_000])
    const [owner, classId] = random.pick([[provider, 1] as const, [otherProvider, 2] as const])
    const price = pTokenUnits(random.pick([500n, 1_000n, 2_000n]))
    return {
      id,
      provider: owner,
      classId,
      from,
      until,
      gpuSeconds: random.pick([1_000, 5_000, 1_000_000]),
      mostOpenPricePerGpuSecond: price,
      promisedTo: null,
    }
  })
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'delivers the same in leaps as second by second in a random market, and counts no GPU twice (seed %i)',
  (seed) => {
    const promises = randomPromises(seed)
    const [leaping, ticking] = [new DeliveryMeter(wasPresent), new DeliveryMeter(wasPresent)]
    for (const promise of promises) for (const meter of [leaping, ticking]) meter.add(promise)
    const book = createBook()
    const stand = (second: number) => {
      for (let at = ticking.second === 0 ? start : ticking.second + 1; at <= second; at += 1) ticking.moveTo(book, at)
      leaping.moveTo(book, second)
    }
    const player = {
      apply: (command: Parameters<typeof apply>[1], position: Parameters<typeof apply>[2]) => playOn(book, stand, { command, position }),
    }
    playRandomMarket({ ...player, summary: () => ({}) as never }, { seed, steps: 400, version: 4, onStep: () => undefined })
    const found = promises.map(({ id }) => ticking.deliveredOf(id) ?? 0)
    expect(promises.map(({ id }) => leaping.deliveredOf(id))).toEqual(found)
    if (seed === 1) expect(Math.max(...found)).toBeGreaterThan(0)
    for (const [owner, gpus] of [
      [provider, 2],
      [otherProvider, 4],
    ] as const) {
      const own = promises.flatMap((promise, at) => (promise.provider === owner ? [{ promise, delivered: found[at] ?? 0 }] : []))
      for (const { promise, delivered } of own) expect(delivered).toBeLessThanOrEqual(promise.gpuSeconds)
      const span = Math.max(start, ...own.map(({ promise }) => promise.until)) - start
      // From version 4 of the rules on, the market has a third node, with three GPUs. So this limit is higher than needed.
      expect(own.reduce((sum, { delivered }) => sum + delivered, 0)).toBeLessThanOrEqual((gpus + 4) * span)
    }
  },
)

function playOn(
  book: Book,
  stand: (second: number) => void,
  { command, position }: { command: Parameters<typeof apply>[1]; position: Parameters<typeof apply>[2] },
) {
  const second = command.kind === 'Block' && !command.final ? command.timestamp : book.clock === null ? null : chainNow(book, position.atMs)
  if (second !== null) stand(Number(second))
  return apply(book, command, position)
}
