import { pTokenUnits } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { bookUnderTest } from './bookUnderTest.ts'
import { hashOf, nodeOf, otherProvider, placeAsk, placeBid, renter } from './marketScene.ts'
import { randomOf, type Random } from './randomOf.ts'
import { type Scene, sceneOf } from './scene.ts'

const nodes = 120
const bids = 40
const seeds = Array.from({ length: 25 }, (_, place) => 7_000 + place)

type Offered = { readonly askHash: string; readonly price: bigint; score: bigint; reliabilityBps: bigint; readonly classId: number; gpus: number }

describe('a bid that ranks by value', () => {
  it.each(seeds)('takes the asks of many books in the order of price ÷ (score × reliability) (seed %i)', (seed) => {
    const random = randomOf(seed)
    const scene = sceneOf(bookUnderTest())
    scene.play({ kind: 'Upgrade', version: 6, feeBps: 0n as never, relayFee: pTokenUnits(0n) })
    scene.play({ kind: 'Deposited', account: renter, amount: pTokenUnits(10n ** 36n) })
    const offered = Array.from({ length: nodes }, (_, place) => offer(scene, random, place + 10))
    for (let number = 0; number < bids; number += 1) {
      if (random.chance(0.3)) judgeAnew(scene, random, offered)
      const classMask = BigInt(1 + random.below(15)) << 1n
      const mostPrice = random.pick([300n, 2_000n, 2n ** 60n])
      const gpus = 1 + random.below(5)
      const expected = taken(offered, { classMask, mostPrice, gpus })
      const wish = { node: nodeOf(0), classMask, gpus, allOrNothing: false, maxPricePerGpuSecond: pTokenUnits(mostPrice), nonce: BigInt(number) }
      const events = scene.play({ ...placeBid(`bid ${number}`, wish), rank: 'value' })
      expect(events.flatMap((event) => (event.kind === 'Matched' ? [[event.askHash, event.gpus]] : []))).toEqual(expected)
    }
  })
})

function offer({ play }: Scene, random: Random, number: number): Offered {
  const [node, classId, gpus] = [nodeOf(number), 1 + random.below(4), 1 + random.below(3)]
  const price = random.pick([BigInt(1 + random.below(20)), BigInt(100 + random.below(2_000)), 2n ** 53n + BigInt(random.below(3)), 2n ** 59n])
  play({ kind: 'NodeRegistered', node, provider: otherProvider, classId, regionId: 1 + random.below(3), gpus, vramGib: 80 })
  const placed = placeAsk(`ask ${number}`, {
    node,
    provider: otherProvider,
    nonce: BigInt(number),
    maxGpus: gpus,
    pricePerGpuSecond: pTokenUnits(price),
  })
  const one = { askHash: hashOf(`ask ${number}`), price, score: 0n, reliabilityBps: 0n, classId, gpus }
  const isJudgedFirst = random.chance(0.5)
  if (isJudgedFirst) judge({ play }, random, { number, one })
  play(placed)
  if (!isJudgedFirst) judge({ play }, random, { number, one })
  return one
}

/** Gives some machines a better or worse benchmark score while their asks are open. */
function judgeAnew(scene: Scene, random: Random, offered: readonly Offered[]): void {
  for (const [place, one] of offered.entries()) if (random.chance(0.1)) judge(scene, random, { number: place + 10, one })
}

function judge({ play }: Pick<Scene, 'play'>, random: Random, { number, one }: { number: number; one: Offered }): void {
  const [score, reliabilityBps] = [random.pick([0, 1, 90, 100, 150, 4_000_000_000]), random.pick([0, 9_000, 9_999, 10_000])]
  play({ kind: 'NodeScored', node: nodeOf(number), score })
  play({ kind: 'NodeAttested', node: nodeOf(number), tier: 1, reliabilityBps })
  one.score = BigInt(score)
  one.reliabilityBps = BigInt(reliabilityBps)
}

/** Sorts all asks and returns those that a bid must get. The given asks are sorted by time. */
function taken(offered: readonly Offered[], { classMask, mostPrice, gpus }: { classMask: bigint; mostPrice: bigint; gpus: number }) {
  const fits = offered.filter(({ classId, price }) => ((classMask >> BigInt(classId)) & 1n) === 1n && price <= mostPrice)
  const slices: [string, number][] = []
  let left = gpus
  for (const one of fits.toSorted(byValue)) {
    const slice = Math.min(one.gpus, left)
    if (slice === 0) continue
    slices.push([one.askHash, slice])
    one.gpus -= slice
    left -= slice
  }
  return slices
}

function byValue(one: Offered, other: Offered): number {
  const [merit, otherMerit] = [one.score * one.reliabilityBps, other.score * other.reliabilityBps]
  if ((merit === 0n) !== (otherMerit === 0n)) return merit === 0n ? 1 : -1
  const [left, right] = merit === 0n ? [one.price, other.price] : [one.price * otherMerit, other.price * merit]
  if (left !== right) return left < right ? -1 : 1
  return Number(one.price - other.price)
}
