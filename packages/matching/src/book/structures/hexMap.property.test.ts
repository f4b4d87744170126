import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../test/randomOf.ts'
import { HexMap } from './hexMap.ts'
import { Lanes } from './lanes.ts'
import { numberKey } from './numberOf.ts'

const steps = 20_000

/**
 * Makes an id. There are only few ids, so that the test removes and adds the same ones again. The ids differ in only a few digits of their tags (the digits by
 * which the map finds them).
 */
const idOf = (number: number): `0x${string}` => `0x${'0'.repeat(32)}${number.toString(16).padStart(8, '0')}`

describe('a map of ids in hex', () => {
  for (const ids of [5, 300, 5_000])
    it(`answers and iterates like a Map, with ${ids} ids`, () => {
      const random = randomOf(ids)
      const ours = new HexMap<`0x${string}`, number>()
      const theirs = new Map<`0x${string}`, number>()
      for (let step = 0; step < steps; step += 1) {
        const key = idOf(random.below(ids))
        if (random.chance(0.45)) {
          ours.set(key, step)
          theirs.set(key, step)
        } else if (random.chance(0.6)) expect(ours.delete(key)).toBe(theirs.delete(key))
        expect(ours.get(key)).toBe(theirs.get(key))
        expect(ours.has(idOf(step % ids))).toBe(theirs.has(idOf(step % ids)))
        expect(ours.size).toBe(theirs.size)
        if (step % 997 === 0) expect([...ours]).toEqual([...theirs])
      }
      expect([...ours.keys()]).toEqual([...theirs.keys()])
      expect([...ours.values()]).toEqual([...theirs.values()])
    })

  it('continues an iteration when keys are removed', () => {
    const ours = new HexMap<`0x${string}`, number>()
    for (let number = 0; number < 100; number += 1) ours.set(idOf(number), number)
    const seen: number[] = []
    for (const [key, number] of ours) {
      seen.push(number)
      ours.delete(key)
      ours.delete(idOf(number + 1))
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, at) => at * 2))
    expect(ours.size).toBe(0)
  })

  it('distinguishes ids with the same tag', () => {
    const ours = new HexMap<`0x${string}`, string>()
    // These two ids have the same tag (the part of a key by which the map finds it): their first four and last eight characters are equal.
    const [one, other] = [`0xaaaa${'1'.repeat(52)}bbbbbbbb`, `0xaaaa${'2'.repeat(52)}bbbbbbbb`] as const
    ours.set(one, 'one')
    expect(ours.has(other)).toBe(false)
    ours.set(other, 'other')
    expect([ours.get(one), ours.get(other)]).toEqual(['one', 'other'])
    ours.delete(one)
    expect([ours.get(one), ours.get(other)]).toEqual([undefined, 'other'])
  })
})

describe('the lanes of an account', () => {
  it('are found by nonce, in any order and of any size', () => {
    const random = randomOf(11)
    const ours = new Lanes()
    const theirs = new Map<bigint, object>()
    for (let step = 0; step < 2_000; step += 1) {
      const nonce = random.pick([
        BigInt(step),
        BigInt(random.below(3_000)),
        2n ** 53n - 2n + BigInt(random.below(6)),
        2n ** 255n + BigInt(random.below(4)),
      ])
      expect(ours.get(numberKey(nonce))).toEqual(theirs.get(nonce))
      if (theirs.has(nonce)) continue
      const lane = { filled: step, pending: 0, cancellations: 0 }
      ours.change(numberKey(nonce), lane)
      theirs.set(nonce, lane)
    }
    expect(new Map(ours)).toEqual(theirs)
    for (const [nonce, lane] of theirs) expect(ours.get(numberKey(nonce))).toEqual(lane)
  })
})
