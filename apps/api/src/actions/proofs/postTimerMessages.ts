import { insertProofCall, insertProofReceipts, listProofCalls } from '@infinitio/db'
import { address, hex32, isRefusal, type Refusal } from '@infinitio/domain'
import { hashDoor, hashNonce, hashProofCall, hashReceipts, hashTimerReceipt } from '@infinitio/domain/proofs'
import type { ProofCallWire, ProofReceiptsWire } from '@infinitio/domain/wire'
import { type BoardServices, openSlotOfMessage, wrongSigner } from './checkMessage.ts'

type Kept = { readonly slot: number }

/**
 * Stores the announcement of a timer (a validator that measures when proofs arrive): the hash of its secret nonce, and the address at which it receives proofs.
 * A repeated announcement changes nothing. Refuses another announcement of the same timer with `proof.twice`, and one of an account that is not a timer of the
 * slot with `proof.not_timer`. Throws ChainUnavailableError.
 */
export async function postProofCall(services: BoardServices, call: ProofCallWire): Promise<Kept | Refusal> {
  const { timer, nonceHash, door, signature } = call
  const found = await openSlotOfMessage(services, call)
  if (isRefusal(found)) return found
  const { slot, domain } = found
  if (!slot.timers.some((drawn) => drawn.timer === timer)) return { rejected: 'proof.not_timer' }
  const digest = hashProofCall({ slot: slot.slot, slotHash: slot.slotHash, nonceHash: hex32(nonceHash), doorHash: hashDoor(door) }, domain)
  const wrong = wrongSigner({ digest, signature, signer: timer })
  if (wrong !== null) return wrong
  if (await insertProofCall(services.db, { slotHash: slot.slotHash, timer, nonceHash, door, signature })) return { slot: call.slot }
  const kept = (await listProofCalls(services.db, slot)).find((it) => it.timer === timer)
  return kept?.nonceHash === nonceHash && kept.door === door ? { slot: call.slot } : { rejected: 'proof.twice' }
}

/**
 * Stores the nonce that a timer (a validator that measures when proofs arrive) reveals, and when it received which commitments. Accepts them only before block
 * z (the later block that selects the rows to reveal), so that nobody can choose a nonce after seeing which rows it would select. Refuses with
 * `proof.not_timer`, with `proof.wrong_nonce` if the nonce is not the announced one, and with `proof.twice` for a second message. Throws ChainUnavailableError.
 */
export async function postProofReceipts(services: BoardServices, posted: ProofReceiptsWire): Promise<Kept | Refusal> {
  const { db } = services
  const { timer, nonce, receipts, signature } = posted
  const found = await openSlotOfMessage(services, posted)
  if (isRefusal(found)) return found
  const { slot, domain } = found
  if (!slot.timers.some((drawn) => drawn.timer === timer)) return { rejected: 'proof.not_timer' }
  const received = receipts.map(({ node, commits, ms, site }) => ({ node: hex32(node), commits: hex32(commits), ms, site }))
  const message = { slot: slot.slot, slotHash: slot.slotHash, nonce: hex32(nonce), receipts: hashReceipts(received) }
  const wrong = wrongSigner({ digest: hashTimerReceipt(message, domain), signature, signer: timer })
  if (wrong !== null) return wrong
  const call = (await listProofCalls(db, slot)).find((it) => it.timer === timer)
  const nonceHash = hashNonce({ timer: address(timer), slotHash: slot.slotHash, nonce: hex32(nonce) })
  if (call?.nonceHash !== nonceHash) return { rejected: 'proof.wrong_nonce' }
  const row = { slotHash: slot.slotHash, timer, nonce, receipts, signature }
  return (await db.transaction((tx) => insertProofReceipts(tx, row))) ? { slot: posted.slot } : { rejected: 'proof.twice' }
}
