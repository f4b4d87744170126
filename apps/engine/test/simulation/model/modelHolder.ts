import type { Hex } from 'viem'
import type { MarketState, ModelLease } from './marketState.ts'
import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

/** Returns the holder of a lease: its token's owner, or the renter. */
export function holderOf({ owner, terms }: ModelLease): string {
  return owner ?? terms.renter.toLowerCase()
}

/** Returns true while a session key may act for an account. */
export function isActiveKey({ sessions }: MarketState, { account, key, now }: { account: string; key: string; now: number }): boolean {
  return (sessions.get(`${account}/${key}`)?.expiry ?? 0) >= now
}

/** Refuses a sender that is neither the holder nor the holder's session key. Returns the sender. */
export function demandHolder({ state, sender, now }: Turn, lease: ModelLease): string {
  const holder = holderOf(lease)
  demand(sender === holder || isActiveKey(state, { account: holder, key: sender, now }), 'Market_CallerNotHolder', sender, holder)
  return sender
}

/** A signature over a digest, and its expiry. */
export type SignedPart = { digest: Hex; expiry: number; signature: Hex }

/** Refuses an expired signature, and one that neither the holder nor the holder's session key made. Returns the signer. */
export function demandSigned(turn: Turn, lease: ModelLease, { digest, expiry, signature }: SignedPart): string {
  demandInTime(turn, expiry)
  const holder = holderOf(lease)
  const signer = turn.recover(digest, signature)
  demand(signer === holder || isActiveKey(turn.state, { account: holder, key: signer, now: turn.now }), 'Market_SignerNotHolder', signer, holder)
  return signer
}

/** Refuses an expired signature, and one that is not by the account itself. */
export function demandAccountSigned(turn: Turn, account: string, { digest, expiry, signature }: SignedPart): void {
  demandInTime(turn, expiry)
  const signer = turn.recover(digest, signature)
  demand(signer === account, 'Market_SignerNotHolder', signer, account)
}

function demandInTime({ now }: Turn, expiry: number): void {
  demand(now <= expiry, 'Market_SignatureExpired', BigInt(expiry), BigInt(now))
}
