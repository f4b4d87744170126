import type { ChainSessionRow, Db } from '@infinitio/db'
import { type Bid, hashBid, isRefusal, type OrderHash, type Refusal, type SigningDomain } from '@infinitio/domain'
import { fastKeccak256 } from '../signatures/curve.ts'
import { checkSignedOrder } from './checkSignedOrder.ts'
import { findSigningSession } from './findSigningSession.ts'

/** A bid's hash, and the session key that signed it; null when its renter did. */
export type SignedBid = { readonly orderHash: OrderHash; readonly session: ChainSessionRow | null }

/** Checks that a bid was signed by its renter or by a key that the renter ever authorised. Refuses as `checkSignedOrder`. */
export async function checkSignedBid(
  { db }: { readonly db: Db },
  bid: Bid,
  { signature, domain }: { signature: string; domain: SigningDomain },
): Promise<SignedBid | Refusal> {
  const signed = checkSignedOrder((at) => hashBid(bid, at, fastKeccak256), { signer: bid.renter, signature, domain })
  if (!isRefusal(signed)) return { orderHash: signed, session: null }
  if (signed.rejected !== 'auth.signature_wrong_signer') return signed
  const orderHash = hashBid(bid, domain, fastKeccak256)
  const session = await findSigningSession(db, { account: bid.renter, digest: orderHash, signature })
  return session === null ? signed : { orderHash, session }
}
