import type { SettleItem } from '@infinitio/chain'
import { findChainSession } from '@infinitio/db'
import { type Bid, type ErrorCode, hashBid } from '@infinitio/domain'
import { type Hex, recoverAddress } from 'viem'
import type { Sender } from './sender.ts'

/** The error codes with which the contract refuses a signature. Each signature was valid when its order was accepted. */
const ofSignature: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.signature_wrong_signer', 'auth.signature_malformed', 'auth.signature_high_s'])

type Asker = Pick<Sender, 'db' | 'chainId' | 'addresses'> & { readonly client: Pick<Sender['client'], 'getCode'> }

/**
 * Returns the error code for a settle transaction that the chain refuses. The code shows the renter what to do. A signature may become invalid after the order
 * was accepted: its session key was revoked or has expired, or a contract account now rejects the signature or no longer has code (EIP-7702). `name` is the
 * name of the contract's error.
 */
export async function nameRefusal(sender: Asker, { code, name, item }: { code: ErrorCode; name: string; item: SettleItem }): Promise<ErrorCode> {
  if (!ofSignature.has(code)) return code
  if (name === 'Market_SignerNotProvider') return 'order.ask_signature_refused'
  const { bid, bidSignature } = item
  const hash = hashBid(bid, { chainId: sender.chainId, market: sender.addresses.market })
  // Recover the key that signed the bid. This fails for a signature that only a contract account understands.
  const key = (await recoverAddress({ hash, signature: bidSignature as Hex }).catch(() => null))?.toLowerCase() ?? null
  if (key === bid.renter) return 'order.ask_signature_refused'
  const session = key === null ? null : await findChainSession(sender.db, { account: bid.renter, key })
  if (code !== 'auth.signature_wrong_signer' && (session !== null || (await hasCode(sender, bid)))) return 'order.ask_signature_refused'
  if (session === null) return 'auth.signature_wrong_signer'
  return session.revoked ? 'auth.session_key_revoked' : 'auth.session_key_expired'
}

/**
 * Returns true if the renter's account has code. For such an account, the contract never reports the bid's signature as malformed, so the malformed signature
 * must be the ask's.
 */
async function hasCode({ client }: Asker, { renter }: Bid): Promise<boolean> {
  return (await client.getCode({ address: renter })) !== undefined
}
