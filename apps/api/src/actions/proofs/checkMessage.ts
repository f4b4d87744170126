import { findProver, type ProverRow } from '@infinitio/db'
import { type Hex32, isRefusal, type Refusal } from '@infinitio/domain'
import { isCallSignature, type ProofSigningDomain, zDelaySeconds } from '@infinitio/domain/proofs'
import { recoverSigner } from '../../session/recoverSigner.ts'
import type { Services } from '../../services/services.ts'
import type { DrawnSlot } from '../../proofs/createSlotReader.ts'

/** The services that judge a message. */
export type BoardServices = Pick<Services, 'db' | 'slots'>

/** The slot of a message, and for which chain and contract it is signed. */
export type MessageSlot = { readonly slot: DrawnSlot; readonly domain: ProofSigningDomain }

/** Returns the slot that a message names by number and hash. Refuses with `proof.no_slot`. Throws ChainUnavailableError. */
export async function slotOfMessage(
  { slots }: Pick<Services, 'slots'>,
  { slot: number, slotHash }: { slot: number; slotHash: string },
): Promise<MessageSlot | Refusal> {
  const slot = await slots.find(number)
  const domain = await slots.domain()
  if (slot === null || slot.slotHash !== slotHash || domain === null) return { rejected: 'proof.no_slot' }
  return { slot, domain }
}

/** Returns the slot of a message that counts only before z. Refuses with `proof.no_slot` and `proof.too_late`. Throws ChainUnavailableError. */
export async function openSlotOfMessage(
  services: Pick<Services, 'slots'>,
  named: { slot: number; slotHash: string },
): Promise<MessageSlot | Refusal> {
  const found = await slotOfMessage(services, named)
  if (isRefusal(found)) return found
  return (await services.slots.isLater(found.slot, zDelaySeconds)) ? { rejected: 'proof.too_late' } : found
}

/** Returns the refusal for a signature that another key made, or in another form than `ProofChecker` accepts. Null if it is right. */
export function wrongSigner({ digest, signature, signer }: { digest: Hex32; signature: string; signer: string }): Refusal | null {
  if (!isCallSignature(signature)) return { rejected: 'auth.signature_malformed' }
  const found = recoverSigner({ digest, signature })
  if (isRefusal(found)) return { rejected: 'auth.signature_malformed' }
  return found === signer ? null : { rejected: 'auth.signature_wrong_signer', detail: `${signer} did not sign this message` }
}

/** Returns a listed machine. Refuses with `proof.not_listed`. */
export async function listedProver({ db }: Pick<Services, 'db'>, node: string): Promise<ProverRow | Refusal> {
  const prover = await findProver(db, { node })
  return prover?.isListed === true ? prover : { rejected: 'proof.not_listed' }
}
