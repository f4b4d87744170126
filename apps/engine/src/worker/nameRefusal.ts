import type { SettleItem } from '@infinitio/chain'
import { findChainSession } from '@infinitio/db'
import { type ErrorCode, hashBid } from '@infinitio/domain'
import { type Hex, recoverAddress } from 'viem'
import type { Sender } from './sender.ts'

/**
 * Why the chain refuses a settle, in words the renter can use. A bid's signature was checked when it was accepted, so when the contract
 * finds it to be of somebody else, the session key behind it has lost its right since.
 */
export async function nameRefusal({ db, chainId, addresses }: Sender, { code, item }: { code: ErrorCode; item: SettleItem }): Promise<ErrorCode> {
  if (code !== 'auth.signature_wrong_signer') return code
  const { bid, bidSignature } = item
  const hash = hashBid(bid, { chainId, market: addresses.market })
  const key = (await recoverAddress({ hash, signature: bidSignature as Hex })).toLowerCase()
  const session = await findChainSession(db, { account: bid.renter, key })
  if (session === null) return code
  return session.revoked ? 'auth.session_key_revoked' : 'auth.session_key_expired'
}
