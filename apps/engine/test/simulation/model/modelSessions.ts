import { address, hashMarketMessage, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import { demandAccountSigned } from './modelHolder.ts'
import { consumeNonce } from './modelNonces.ts'
import { payRelayFee } from './modelRelayFee.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

/** The limits of session keys are in units of this many base units of PToken. */
const UNIT = 10n ** 9n
const DAY = 86_400
const NOBODY = `0x${'0'.repeat(40)}`

/** Limits of a session key in the contract's format. */
export type SessionLimits = { totalLeft: bigint; dayCap: bigint; expiry: number }

type SignedNonce = { relayFee: bigint; nonce: bigint; expiry: number; signature: Hex }

/** Lets a key act and spend for its account. Today's spending still counts. */
export function authorize({ state, emit }: Turn, { owner, key, limits }: { owner: string; key: string; limits: SessionLimits }): void {
  demand(key !== NOBODY && key !== owner, 'Market_SessionKeyInvalid', key)
  const { spentToday, day } = state.sessions.get(`${owner}/${key}`) ?? { spentToday: 0n, day: 0 }
  state.sessions.set(`${owner}/${key}`, { ...limits, spentToday, day })
  emit({ contract: 'market', name: 'SessionAuthorized', args: { account: owner, key, ...limits } })
}

/** Does the same as `authorize`, but with the account's signature. Anyone may send it. */
export function authorizeFor(
  turn: Turn,
  { owner, key, limits, ...signed }: { owner: string; key: string; limits: SessionLimits } & SignedNonce,
): void {
  const { relayFee, nonce, expiry, signature } = signed
  const { expiry: sessionExpiry, ...amounts } = limits
  const parties = { account: address(owner), key: address(key), relayFee: pTokenUnits(relayFee) }
  const message = { ...parties, ...amounts, sessionExpiry: unixSeconds(sessionExpiry), nonce, expiry: unixSeconds(expiry) }
  demandAccountSigned(turn, owner, { digest: hashMarketMessage('Authorize', message, domainOf(turn)), expiry, signature })
  consumeNonce(turn, { owner, nonce })
  authorize(turn, { owner, key, limits })
  payRelayFee(turn, { account: owner, relayFee })
}

/** Revokes a key, even one that was never authorised. */
export function revoke({ state, emit }: Turn, { owner, key }: { owner: string; key: string }): void {
  state.sessions.delete(`${owner}/${key}`)
  emit({ contract: 'market', name: 'SessionRevoked', args: { account: owner, key } })
}

/** Does the same as `revoke`, but with the account's signature. Anyone may send it. */
export function revokeFor(turn: Turn, { owner, key, relayFee, nonce, expiry, signature }: { owner: string; key: string } & SignedNonce): void {
  const message = { account: address(owner), key: address(key), relayFee: pTokenUnits(relayFee), nonce, expiry: unixSeconds(expiry) }
  demandAccountSigned(turn, owner, { digest: hashMarketMessage('Revoke', message, domainOf(turn)), expiry, signature })
  consumeNonce(turn, { owner, nonce })
  revoke(turn, { owner, key })
  payRelayFee(turn, { account: owner, relayFee })
}

/**
 * Counts an amount that a key spends from its account's balance against the key's limits, rounded up to whole units. Counts nothing if the account itself acts.
 */
export function spend({ state, now, emit }: Turn, { owner, actor, amount }: { owner: string; actor: string; amount: bigint }): void {
  if (actor === owner) return
  const session = state.sessions.get(`${owner}/${actor}`)
  demand(session !== undefined, 'the model lets a key spend that is none', actor)
  const spending = (amount + UNIT - 1n) / UNIT
  const today = Math.floor(now / DAY)
  const spent = session.day === today ? session.spentToday : 0n
  demand(spending <= session.totalLeft, 'Market_SessionTotalPassed', session.totalLeft, spending)
  const left = session.dayCap > spent ? session.dayCap - spent : 0n
  demand(spent + spending <= session.dayCap, 'Market_SessionDayCapPassed', left, spending)
  session.totalLeft -= spending
  session.spentToday = spent + spending
  session.day = today
  const args = { account: owner, key: actor, amount: spending, totalLeft: session.totalLeft, spentToday: session.spentToday }
  emit({ contract: 'market', name: 'SessionSpent', args })
}
