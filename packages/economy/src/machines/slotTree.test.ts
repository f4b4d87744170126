import { hex32 } from '@infinitio/domain'
import { oldProofLeaf, type ProofStatement } from '@infinitio/domain/proofs'
import { describe, expect, test } from 'vitest'
import { toHex } from 'viem'
import { isSlotRoot, slotTree } from './slotTree.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const statement: ProofStatement = {
  ...{ node: word('a'), gpu: 0, slot: 7n, slotHash: word('1'), beaconSeed: word('2'), commit: word('3'), calls: word('4') },
  ...{ timers: 4, z: 9n, zHash: word('5'), shownMib: 62_000, passed: true, speedBps: 9_000, site: 2 },
}
const rootUnder = (statements: readonly ProofStatement[]) => hex32(toHex(slotTree(statements)?.root ?? expect.unreachable()))

describe('the root of a slot', () => {
  test('follows from the speed and the site of each statement, and from all statements', () => {
    const both = [statement, { ...statement, gpu: 1 }]
    expect(isSlotRoot(rootUnder(both), both)).toBe(true)
    expect(isSlotRoot(rootUnder(both), both.toReversed())).toBe(true)
    for (const changed of [
      [statement],
      [],
      [{ ...statement, speedBps: 9_001 }, both[1] ?? statement],
      [{ ...statement, site: 3 }, both[1] ?? statement],
    ])
      expect(isSlotRoot(rootUnder(both), changed)).toBe(false)
  })

  test('may have the leaf of a statement from before it had a speed and a site', () => {
    const old = { ...statement, speedBps: 0, site: 0 }
    const root = oldProofLeaf(old) ?? expect.unreachable()
    expect(isSlotRoot(root, [old])).toBe(true)
    expect(isSlotRoot(rootUnder([old]), [old])).toBe(true)
    expect(isSlotRoot(root, [statement])).toBe(false)
    expect(isSlotRoot(root, [{ ...old, passed: false }])).toBe(false)
  })
})
