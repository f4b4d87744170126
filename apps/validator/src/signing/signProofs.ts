import { attestationsAbi, nameKey, proofsEntry } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import { postSlotStatements, type SlotCommittee } from '@infinitio/sdk/emission'
import { countSlot } from '../proofs/proofMetrics.ts'
import { committeeOfSlot } from '../proofs/slotFacts.ts'
import type { KeptSlot } from '../validator/keptSlots.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'proofs'
/**
 * If no quorum has signed the root of a proof slot within this many seconds after its block, validators stop trying to sign it. Otherwise the roots of later
 * slots could never be signed.
 */
const signedWithinSeconds = 3n * hourSeconds
/**
 * A proof slot (a block at which machines prove their GPUs) is usually judged about 105 s after its block. A slot that is not judged after this many seconds no
 * longer delays later slots.
 */
const judgedWithinSeconds = 900n
/**
 * A chain node that lags behind may answer that no validator set existed at a slot's block. Validators ask again for this many seconds of block time after the
 * first such answer.
 */
const unknownSetSeconds = 900n

/**
 * Signs the statements of the oldest judged slot (a block at which machines prove their GPUs). Each slot has its own Merkle root. It is signed for an epoch in
 * the slot's hour, by the committee that measured the slot, because the contract selects the same validators for this hour. When enough of them have signed it,
 * the one that has the turn submits the signatures, so that the contract attests the root.
 */
export async function signProofs(validator: OpenValidator, round: Round): Promise<void> {
  const { address, proofs, opened, logger } = validator
  const slot = slotToSign(proofs.kept.open(), round.headTime)
  if (slot === null || slot.statements === null) return
  const attested = await readAttested(validator)
  const root = hex32(slot.statements.root)
  const epoch = slot.epoch ?? epochToSign(slot, attested)
  const isAttested = attested.root === root
  const isMissed = epoch === null || attested.epoch >= epoch || slot.at + signedWithinSeconds < round.headTime
  if (isAttested || isMissed) {
    logger.info({ slot: slot.slot, root, isAttested }, isAttested ? 'the statements of a slot are attested' : 'a slot was not attested in time')
    countSlot(isAttested ? 'attested' : 'missed')
    proofs.kept.put(slot, { phase: 'over' })
    return
  }
  // The contract accepts no epoch of the future.
  if (epoch * attested.period > round.headTime) return
  const committee = await committeeOfSlot(validator, slot)
  if (committee === null) return waitForSet(validator, round, slot)
  proofs.noSetAt.delete(slot.slotHash)
  if (await isTooLate(validator, round, committee.set)) {
    logger.info({ slot: slot.slot, root }, 'the contract takes no signature for a slot, because the set of validators has changed')
    countSlot('missed')
    proofs.kept.put(slot, { phase: 'over' })
    return
  }
  if (!committee.timers.some(({ account }) => account === address)) return
  const signed = slot.epoch === null ? proofs.kept.put(slot, { epoch }) : slot
  const { statements } = signed
  if (statements === null) return
  const post = (by: Parameters<typeof postSlotStatements>[1]['signed']) =>
    postSlotStatements(opened.access.transport, { ...statements, epoch: Number(epoch), signed: by })
  await signRoot(validator, { ...round, set: committee.set }, { subject, epoch, root, post, committee: committee.timers })
}

/** Waits for the validator set of a slot that the chain node does not show. Gives the slot up if it has not shown it for a quarter of an hour. */
function waitForSet({ proofs, logger }: OpenValidator, { headTime }: Round, slot: KeptSlot): void {
  const since = proofs.noSetAt.get(slot.slotHash) ?? headTime
  proofs.noSetAt.set(slot.slotHash, since)
  if (headTime < since + unknownSetSeconds) return
  logger.warn({ slot: slot.slot }, 'a slot is given up, because the chain node has shown no validator set at its block for 15 minutes')
  countSlot('missed')
  proofs.noSetAt.delete(slot.slotHash)
  proofs.kept.put(slot, { phase: 'over' })
}

/**
 * Returns true if the contract no longer takes signatures for a set: another one replaced it longer ago than `PREVIOUS_SECONDS`, or two others did. Nobody can
 * sign the slots of the replaced set then, and later slots must not wait for them. Throws viem's errors.
 */
async function isTooLate(
  { client, opened }: OpenValidator,
  { set: present, headTime }: Round,
  { setHash, since }: SlotCommittee['set'],
): Promise<boolean> {
  // If another set was in force in between, the same members are a new set. Large sets have no committee for the hours before they began.
  if (present === null || (present.setHash === setHash && present.since === since)) return false
  const at = { address: opened.addresses.attestations, abi: attestationsAbi } as const
  const [acceptedSeconds, previous] = await Promise.all([
    client.readContract({ ...at, functionName: 'PREVIOUS_SECONDS' }),
    client.readContract({ ...at, functionName: 'previousSet' }),
  ])
  const isPrevious = hex32(previous.setHash) === setHash && BigInt(previous.since) === since
  return !isPrevious || headTime >= present.since + acceptedSeconds
}

/** Reads the newest attested root about proofs with its epoch, and the length of this subject's epochs in seconds (`period`). */
async function readAttested({ client, opened }: OpenValidator) {
  const at = { address: opened.addresses.attestations, abi: attestationsAbi, args: [nameKey(proofsEntry)] } as const
  const [{ root, epoch }, period] = await Promise.all([
    client.readContract({ ...at, functionName: 'attestedOf' }),
    client.readContract({ ...at, functionName: 'periodOf' }),
  ])
  return { root, epoch, period }
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
 * Returns the epoch for which the root of a proof slot is signed: the one of the slot's block, or the next one if an earlier slot of the same epoch was
 * attested in it. Returns null if the slot cannot be attested: if a root of a later epoch is attested, or if the next epoch belongs to the next hour, for which
 * the contract selects another committee. `epoch` is that of the newest attested root. Depends only on the slot and the chain, so all validators use the same
 * epoch.
 */
export function epochToSign({ at }: Pick<KeptSlot, 'at'>, { epoch, period }: { readonly epoch: bigint; readonly period: bigint }): bigint | null {
  const own = at / period
  if (epoch > own) return null
  const next = epoch === own ? own + 1n : own
  return (next * period) / hourSeconds === at / hourSeconds ? next : null
}
