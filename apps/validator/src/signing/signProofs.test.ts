import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import type { KeptSlot, SlotPhase } from '../validator/keptSlots.ts'
import { slotToSign } from './signProofs.ts'

const at = 1_800_000_000n
const hash = hex32(`0x${'ab'.repeat(32)}`)
const slot = (number: bigint, phase: SlotPhase, seconds = 0n): KeptSlot => ({
  ...{ slot: number, at: at + seconds, slotHash: hash, seed: hash, beaconSeed: hash, seenAt: 0, nonce: hash, phase },
  ...{ received: [], statements: null, wrong: [], epoch: null },
})

describe('the slot whose root a validator signs next', () => {
  it('is the oldest one, also if a later slot of the same minute is judged before it', () => {
    expect(slotToSign([slot(106n, 'shown'), slot(107n, 'judged', 1n)], at + 120n)).toBeNull()
    expect(slotToSign([slot(106n, 'judged'), slot(107n, 'judged', 1n)], at + 120n)?.slot).toBe(106n)
  })

  it('does not wait for a slot that nobody judged in a quarter of an hour', () => {
    const open = [slot(106n, 'shown'), slot(130n, 'judged', 600n)]
    expect(slotToSign(open, at + 899n)).toBeNull()
    expect(slotToSign(open, at + 901n)?.slot).toBe(130n)
  })

  it('does not exist before a slot is judged', () => {
    expect(slotToSign([], at)).toBeNull()
    expect(slotToSign([slot(106n, 'seen')], at + 10_000n)).toBeNull()
  })
})
