import { InfinitioError } from '@infinitio/sdk/emission'
import type { OpenValidator } from '../validator/validator.ts'
import { judgeBoard } from './judgeBoard.ts'
import type { KeptSlot } from '../validator/keptSlots.ts'
import { callSlot, closeSlot, showReceipt } from './timeSlot.ts'

/** A slot without a judgement is given up after so long. Nobody signs roots that are older. */
const givenUpAfterMs = 20 * 3_600_000

const steps = { seen: callSlot, called: closeSlot, received: showReceipt } as const

/**
 * Takes the next steps of each open slot, as far as it is their time. A step that fails is logged and taken again later. Slots are judged one at a time and apart: the rows of thousands of
 * GPUs take many minutes, and must not delay the times of the next slot.
 */
export async function advanceSlots(validator: OpenValidator): Promise<void> {
  const { proofs } = validator
  for (const slot of proofs.kept.open()) {
    if (Date.now() > slot.seenAt + givenUpAfterMs) {
      proofs.door?.shut(slot.slotHash)
      proofs.seenMs.delete(slot.slotHash)
      proofs.zSeenAt.delete(slot.slotHash)
      proofs.kept.put(slot, { phase: 'over' })
      continue
    }
    await takeSteps(validator, slot).catch((error: unknown) => noteFailure(validator, { slot, error }))
  }
  const { isBusy, last } = proofs.judging
  const shown = proofs.kept.open().filter(({ phase }) => phase === 'shown')
  const next = shown.find(({ slot }) => slot > last) ?? shown[0]
  if (next !== undefined && !isBusy) judgeApart(validator, next)
}

function judgeApart(validator: OpenValidator, slot: KeptSlot): void {
  const { proofs } = validator
  proofs.judging = { isBusy: true, last: slot.slot }
  judgeBoard(validator, slot)
    .catch((error: unknown) => noteFailure(validator, { slot, error }))
    .finally(() => {
      proofs.judging = { isBusy: false, last: slot.slot }
    })
}

function noteFailure({ logger }: OpenValidator, { slot, error }: { slot: KeptSlot; error: unknown }): void {
  const code = error instanceof InfinitioError ? error.code : undefined
  logger.warn({ err: error, code, slot: slot.slot, phase: slot.phase }, 'a step of a slot failed')
}

async function takeSteps(validator: OpenValidator, first: KeptSlot): Promise<void> {
  let slot = first
  while (slot.phase === 'seen' || slot.phase === 'called' || slot.phase === 'received') {
    const next = await steps[slot.phase](validator, slot)
    if (next.phase === slot.phase) return
    slot = next
  }
}
