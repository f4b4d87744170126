import { hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { provenFraud, wrongCommits } from '../index.ts'

const wordOf = (number: number) => hex32(`0x${number.toString(16).padStart(64, '0')}`)
const [node, other] = [wordOf(0xa), wordOf(0xb)]
/**
 * Makes the slots of GPU proofs of one machine from a text, oldest first. `x` is a slot in which the machine's answer had a wrong row. `.` is a slot in which
 * it had none.
 */
const slotsOf = (text: string) => [...text].map((it, place) => ({ at: BigInt(place), wrong: it === 'x' ? [wordOf(place + 1)] : [] }))

describe('a proven fraud', () => {
  test('is five of the last six slots with a wrong row', () => {
    const all = ['xxxxxx', '.xxxxx', 'xx.xxx', 'xxxxx.', '..xxxxxx'].map((it) => wrongCommits(slotsOf(it))?.length)
    expect(all).toEqual([6, 5, 5, 5, 6])
    for (const text of ['', 'xxxxx', 'x.x.xx', 'xxxxx..', 'xxxx..', '......']) expect(wrongCommits(slotsOf(text))).toBeNull()
  })

  test('takes half of the part of the bond that answers for the machine', () => {
    const cheat = { node, bond: 100n, slots: slotsOf('xxxxxx') }
    const honest = { node: other, bond: 300n, slots: slotsOf('......') }
    expect(provenFraud([cheat, honest], { requiredBond: 400n })?.shareBps).toBe(1_250)
    expect(provenFraud([cheat, { ...honest, slots: slotsOf('xxxxx.') }], { requiredBond: 400n })?.shareBps).toBe(5_000)
    expect(provenFraud([honest], { requiredBond: 400n })).toBeNull()
    // The provider retired its machine before the punishment, so its machines no longer need a bond.
    expect(provenFraud([cheat], { requiredBond: 0n })?.shareBps).toBe(5_000)
  })

  test('is the same for machines and slots in any sequence, and another one with other evidence', () => {
    const list = fc.array(fc.constantFrom('xxxxxx', 'xxxxx.', '.xxxxx', '......', 'xx'), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(list, (texts) => {
        const nodes = texts.map((text, place) => ({ node: wordOf(place + 20), bond: 10n, slots: slotsOf(text) }))
        const turned = nodes.toReversed().map((it) => ({ ...it, slots: it.slots.toReversed() }))
        expect(provenFraud(turned, { requiredBond: 90n })).toEqual(provenFraud(nodes, { requiredBond: 90n }))
      }),
    )
    const hashes = ['xxxxxx', 'xxxxx.', '.xxxxx'].map(
      (text) => provenFraud([{ node, bond: 1n, slots: slotsOf(text) }], { requiredBond: 1n })?.evidenceHash,
    )
    expect(new Set(hashes).size).toBe(3)
  })
})
