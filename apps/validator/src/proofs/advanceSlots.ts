import { InfinitioError } from '@infinitio/sdk/emission'
import type { OpenValidator } from '../validator/validator.ts'
import { judgeBoard } from './judgeBoard.ts'
import type { KeptSlot } from '../validator/keptSlots.ts'
import { callSlot, closeSlot, showReceipt } from './timeSlot.ts'

/** A slot without a judgement is given up after so long. Nobody signs roots that are older. */
const givenUpAfterMs = 20 * 3_600_000

const steps = { seen: callSlot, called: closeSlot, received: showReceipt, shown: judgeBoard } as const

/** Takes the next steps of each open slot, as far as it is their time. A step that fails is logged and taken again later. */
export async function advanceSlots(validator: OpenValidator): Promise<void> {
  const { proofs, logger } = validator
  for (const slot of proofs.kept.open()) {
    if (Date.now() > slot.seenAt + givenUpAfterMs) {
      proofs.door?.shut(slot.slotHash)
      proofs.seenMs.delete(slot.slotHash)
      proofs.zSeenAt.delete(slot.slotHash)
      proofs.kept.put(slot, { phase: 'over' })
      continue
    }
    try {
      await takeSteps(validator, slot)
    } catch (error) {
      const code = error instanceof InfinitioError ? error.code : undefined
      logger.warn({ err: error, code, slot: slot.slot, phase: slot.phase }, 'a step of a slot failed')
    }
  }
}

async function takeSteps(validator: OpenValidator, first: KeptSlot): Promise<void> {
  let slot = first
  while (slot.phase !== 'judged' && slot.phase !== 'over') {
    const next = await steps[slot.phase](validator, slot)
    if (next.phase === slot.phase) return
    slot = next
  }
}
