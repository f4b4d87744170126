import { attestationsAbi, nameKey, proofsEntry } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import { postSlotStatements } from '@infinitio/sdk/emission'
import { countSlot } from '../proofs/proofMetrics.ts'
import type { KeptSlot } from '../validator/keptSlots.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'proofs'
/**
 * If no quorum has signed the root of a proof slot within this many hours, validators stop trying to sign it. Otherwise the roots of later slots could never be
 * signed.
 */
const oldestHours = 3n
/**
 * A proof slot (a block at which machines prove their GPUs) is usually judged about 105 s after its block. A slot that is not judged after this many seconds no
 * longer delays later slots.
 */
const judgedWithinSeconds = 900n

/**
 * Signs the statements of the oldest judged slot (a block at which machines prove their GPUs). Each slot has its own Merkle root, but the contract accepts only
 * one root for each hour. So the root is signed for the hour before the slot, or for the hour after the last attested one if that is later. When enough
 * validators have signed it, the validator that has the turn submits the signatures, so that the contract attests the root.
 */
export async function signProofs(validator: OpenValidator, round: Round): Promise<void> {
  const { address, proofs, client, opened, logger } = validator
  const { set } = round
  const slot = slotToSign(proofs.kept.open(), round.headTime)
  if (slot === null || slot.statements === null || set === null || !set.members.some(({ account }) => account === address)) return
  const at = { address: opened.addresses.attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(proofsEntry)] } as const
  const attested = await client.readContract(at)
  const root = hex32(slot.statements.root)
  const now = round.headTime / hourSeconds
  const isAttested = attested.root === root
  const isMissed = slot.epoch !== null && (attested.epoch >= slot.epoch || slot.epoch + oldestHours < now)
  if (isAttested || isMissed) {
    logger.info({ slot: slot.slot, root, isAttested }, isAttested ? 'the statements of a slot are attested' : 'a slot was not attested in time')
    countSlot(isAttested ? 'attested' : 'missed')
    proofs.kept.put(slot, { phase: 'over' })
    return
  }
  const epoch = slot.epoch ?? epochOf(slot, attested.epoch)
  if (epoch > now) return
  const signed = slot.epoch === null ? proofs.kept.put(slot, { epoch }) : slot
  const { statements } = signed
  if (statements === null) return
  const post = (by: Parameters<typeof postSlotStatements>[1]['signed']) =>
    postSlotStatements(opened.access.transport, { ...statements, epoch: Number(epoch), signed: by })
  await signRoot(validator, round, { subject, epoch, root, post })
}

/**
 * Returns the proof slot to sign next: the oldest one. Returns null while that slot is not judged yet. Skips slots that were not judged in time. All validators
 * must sign slots in the same order. They judge slots of the same minutes in different orders. So if each first signed the slot that it judged first, no root
 * would get a quorum. `open` must be sorted by slots.
 */
export function slotToSign(open: readonly KeptSlot[], headTime: bigint): KeptSlot | null {
  const oldest = open.find(({ phase, at }) => phase === 'judged' || at + judgedWithinSeconds > headTime)
  return oldest?.phase === 'judged' ? oldest : null
}

/**
 * Returns the hour for which the root of a proof slot is signed. The hour depends only on the slot and the last attested root, so all validators use the same
 * one.
 */
function epochOf({ at }: KeptSlot, lastAttested: bigint): bigint {
  const [before, next] = [at / hourSeconds - 1n, lastAttested + 1n]
  return before > next ? before : next
}
