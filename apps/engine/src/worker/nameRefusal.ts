import type { SettleItem } from '@infinitio/chain'
import { findChainSession } from '@infinitio/db'
import { type ErrorCode, hashBid } from '@infinitio/domain'
import { type Hex, recoverAddress } from 'viem'
import type { Sender } from './sender.ts'

/**
 * Returns why the chain refuses a settle, in words the renter can use. A bid's signature was checked when it was accepted, so when the contract
 * finds it to be of somebody else, the session key behind it has lost its right since, or the contract wallet that took it takes it no more.
 */
export async function nameRefusal(
  { db, chainId, addresses }: Pick<Sender, 'db' | 'chainId' | 'addresses'>,
  { code, item }: { code: ErrorCode; item: SettleItem },
): Promise<ErrorCode> {
  if (code !== 'auth.signature_wrong_signer') return code
  const { bid, bidSignature } = item
  const hash = hashBid(bid, { chainId, market: addresses.market })
  // What a contract wallet takes as a signature need not be one of any key.
  const key = await recoverAddress({ hash, signature: bidSignature as Hex }).catch(() => null)
  if (key === null) return code
  // The bid's own signature is good, so it is the ask's that its provider's contract account takes no more.
  if (key.toLowerCase() === bid.renter) return 'order.ask_gone'
  const session = await findChainSession(db, { account: bid.renter, key: key.toLowerCase() })
  if (session === null) return code
  return session.revoked ? 'auth.session_key_revoked' : 'auth.session_key_expired'
}
