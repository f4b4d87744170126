import { address, hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { encodeAbiParameters, keccak256, toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { blocksPerStep, drawOf, drawSpace, dueStep, isLowerDraw, taskSeed } from '../index.ts'

const word = (value: bigint) => hex32(toHex(value, { size: 32 }))
const account = address(`0x${'a1'.repeat(20)}`)
const weights = fc
  .bigInt({ min: 1n, max: 1n << 96n })
  .chain((total) => fc.record({ total: fc.constant(total), weight: fc.bigInt({ min: 0n, max: total }) }))
const draws = fc.bigInt({ min: 0n, max: drawSpace - 1n })

describe('draws', () => {
  it('are the hashes that the chain makes', () => {
    const [blockHash, beaconSeed, task] = [word(1n), word(2n), word(3n)]
    const words = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
    const seed = taskSeed({ blockHash, beaconSeed, task })
    expect(seed).toBe(keccak256(encodeAbiParameters(words, [blockHash, beaconSeed, task])))
    expect(drawOf(seed, account)).toBe(BigInt(keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'address' }], [seed, account]))))
  })

  it('are due at the first step whose threshold is above them', () => {
    fc.assert(
      fc.property(draws, weights, (draw, { weight, total }) => {
        const step = dueStep(draw, { weight, total })
        expect(step === null).toBe(weight === 0n)
        if (step === null) return
        const isUnder = (at: number) => 2n * weight * 2n ** BigInt(at) >= total || draw * total < 2n * weight * 2n ** BigInt(at) * drawSpace
        expect(isUnder(step)).toBe(true)
        if (step > 0) expect(isUnder(step - 1)).toBe(false)
      }),
    )
  })

  it.each([
    ['half of the stake is due at once with any draw', drawSpace - 1n, { weight: 50n, total: 100n }, 0],
    ['a hundredth is due at once below a fiftieth', drawSpace / 50n - 1n, { weight: 1n, total: 100n }, 0],
    ['a hundredth waits one step above it', drawSpace / 50n + 1n, { weight: 1n, total: 100n }, 1],
    ['a hundredth is due with any draw after six steps', drawSpace - 1n, { weight: 1n, total: 100n }, 6],
    ['nobody without stake is ever due', 0n, { weight: 0n, total: 100n }, null],
  ])('%s', (_, draw, weight, step) => {
    expect(dueStep(draw, weight)).toBe(step)
  })

  it('give a place by draw and weight, and not to the first caller', () => {
    fc.assert(
      fc.property(draws, draws, fc.bigInt({ min: 1n, max: 1n << 96n }), fc.bigInt({ min: 1n, max: 1n << 96n }), (a, b, one, other) => {
        const [first, second] = [
          { draw: a, weight: one },
          { draw: b, weight: other },
        ] as const
        expect(isLowerDraw(first, second) && isLowerDraw(second, first)).toBe(false)
        expect(isLowerDraw(first, { ...first })).toBe(false)
      }),
    )
    expect(blocksPerStep).toBe(5)
  })

  it('are not won more often by stake in two accounts than by the same stake in one', () => {
    const stake = 1_000n
    const count = 4_000
    let split = 0
    for (let task = 0; task < count; task += 1) {
      const seed = taskSeed({ blockHash: word(BigInt(task)), beaconSeed: word(0n), task: word(7n) })
      const of = (id: number, weight: bigint) => ({ id, weight, draw: drawOf(seed, address(toHex(BigInt(id), { size: 20 }))) })
      const first = [of(1, stake / 2n), of(2, stake / 2n), of(3, stake)].reduce((best, it) => (isLowerDraw(it, best) ? it : best))
      if (first.id !== 3) split += 1
    }
    // An account that is split into two halves wins 1 − ∫(1 − x ⁄ 2)² dx = 5 ⁄ 12 of all tasks against one account with the same total stake. Beside many other
    // accounts it would win half. 125 is four standard deviations.
    expect(Math.abs(split - (count * 5) / 12)).toBeLessThan(125)
  })
})
