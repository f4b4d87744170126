import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import type { KeptSlot, SlotPhase } from '../validator/keptSlots.ts'
import { epochToSign, slotToSign } from './signProofs.ts'

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

describe('the epoch for which the root of a slot is signed', () => {
  const begin = 1_800_000_000n
  const minute = begin / 60n
  const epochOf = (seconds: bigint, epoch: bigint, period = 60n) => epochToSign({ at: begin + seconds }, { epoch, period })

  it('is the minute of the slot, also if nothing or an earlier slot is attested', () => {
    expect([epochOf(0n, 0n), epochOf(59n, 0n), epochOf(125n, minute)]).toEqual([minute, minute, minute + 2n])
  })

  it('is the next minute if an earlier slot has its minute', () => {
    expect([epochOf(30n, minute), epochOf(3_599n, minute + 58n)]).toEqual([minute + 1n, minute + 59n])
  })

  it('does not exist after a later root, and in the next hour, which has another committee', () => {
    expect([epochOf(30n, minute + 1n), epochOf(3_599n, minute + 59n)]).toEqual([null, null])
  })

  it('is the hour of the slot on a market whose roots have one epoch an hour, for one slot of this hour', () => {
    const now = begin / 3_600n
    expect([epochOf(3_599n, now - 1n, 3_600n), epochOf(3_599n, now, 3_600n)]).toEqual([now, null])
  })
})
