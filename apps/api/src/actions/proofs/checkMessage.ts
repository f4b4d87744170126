import { findProver, type ProverRow } from '@infinitio/db'
import { type Hex32, isRefusal, type Refusal } from '@infinitio/domain'
import { isCallSignature, type ProofSigningDomain, zDelaySeconds } from '@infinitio/domain/proofs'
import { recoverSigner } from '../../session/recoverSigner.ts'
import type { Services } from '../../services/services.ts'
import type { DrawnSlot } from '../../proofs/createSlotReader.ts'

/** The services that are needed to check a signed message about a proof slot (a block for which machines prove their GPUs). */
export type BoardServices = Pick<Services, 'db' | 'slots'>

/** The proof slot (a block at which machines prove their GPUs) to which a message belongs, and the chain and contract for which the message is signed. */
export type MessageSlot = { readonly slot: DrawnSlot; readonly domain: ProofSigningDomain }

/**
 * Returns the proof slot (a block at which machines prove their GPUs) that a message names by block number and hash. Refuses with `proof.no_slot`. Throws
 * ChainUnavailableError.
 */
export async function slotOfMessage(
  { slots }: Pick<Services, 'slots'>,
  { slot: number, slotHash }: { slot: number; slotHash: string },
): Promise<MessageSlot | Refusal> {
  const slot = await slots.find(number)
  const domain = await slots.domain()
  if (slot === null || slot.slotHash !== slotHash || domain === null) return { rejected: 'proof.no_slot' }
  return { slot, domain }
}

/**
 * Returns the proof slot of a message (the block at which machines prove their GPUs), if the slot still accepts such messages. It accepts them until block z,
 * which comes some time after the slot and ends the measurement. Refuses with `proof.no_slot` and `proof.too_late`. Throws ChainUnavailableError.
 */
export async function openSlotOfMessage(
  services: Pick<Services, 'slots'>,
  named: { slot: number; slotHash: string },
): Promise<MessageSlot | Refusal> {
  const found = await slotOfMessage(services, named)
  if (isRefusal(found)) return found
  return (await services.slots.isLater(found.slot, zDelaySeconds)) ? { rejected: 'proof.too_late' } : found
}

/**
 * Returns a refusal if another key made the signature, or if the signature has a form that the contract `ProofChecker` does not accept. Returns null if the
 * signature is right.
 */
export function wrongSigner({ digest, signature, signer }: { digest: Hex32; signature: string; signer: string }): Refusal | null {
  if (!isCallSignature(signature)) return { rejected: 'auth.signature_malformed' }
  const found = recoverSigner({ digest, signature })
  if (isRefusal(found)) return { rejected: 'auth.signature_malformed' }
  return found === signer ? null : { rejected: 'auth.signature_wrong_signer', detail: `${signer} did not sign this message` }
}

/** Returns the registration of a machine that must prove its GPUs. Refuses with `proof.not_listed`. */
export async function listedProver({ db }: Pick<Services, 'db'>, node: string): Promise<ProverRow | Refusal> {
  const prover = await findProver(db, { node })
  return prover?.isListed === true ? prover : { rejected: 'proof.not_listed' }
}
