import { assert } from '@infinitio/domain'

/** A deposit counts after this time. Otherwise accounts could be made for a draw whose seed is known. */
export const youngSeconds = 3_600n

/**
 * An account of the pool, in PToken base units and seconds. `bonded` counts in draws, `locked` is the part of it that open tasks hold, `young` was paid in at
 * `youngAt` and does not count yet, and before `outUntil` the account is not drawn.
 */
export type PoolAccount = {
  readonly bonded: bigint
  readonly locked: bigint
  readonly young: bigint
  readonly youngAt: bigint
  readonly outUntil: bigint
}

/**
 * Returns the account after `ripen`: a deposit older than an hour moves into `bonded`, and by the same amount into the total of all accounts. A younger one
 * stays as it is. Anyone may ripen an account; only its owner adds to it, because a later deposit begins the hour again.
 */
export function ripened(account: PoolAccount, atSeconds: bigint): { account: PoolAccount; added: bigint } {
  if (account.young === 0n || atSeconds < account.youngAt + youngSeconds) return { account, added: 0n }
  return { account: { ...account, bonded: account.bonded + account.young, young: 0n }, added: account.young }
}

/** The part of a bond that an accept leaves free, so that the account can also audit. Unsplit work needs half of it for longer audits. */
const keptBack = { split: 4n, whole: 2n } as const

/** How a task can be checked: `split` into at least 64 chunks of which some are calculated again, or only as a `whole`. */
export type TaskShape = keyof typeof keptBack

/** Returns the weight of an account when it accepts a task: its free bond above the part that it keeps back, rounded down. 0 while it is out. */
export function weightToAccept({ bonded, locked, outUntil }: PoolAccount, { shape, atSeconds }: { shape: TaskShape; atSeconds: bigint }): bigint {
  assert(locked <= bonded, 'an account locks at most its bond')
  const free = bonded - locked - (bonded + keptBack[shape] - 1n) / keptBack[shape]
  return atSeconds < outUntil || free < 0n ? 0n : free
}

/** Returns the weight of an account in the draw of an audit or of another run: its bond. 0 while it is out, or if its free bond does not cover the stake. */
export function weightToAudit({ bonded, locked, outUntil }: PoolAccount, { stake, atSeconds }: { stake: bigint; atSeconds: bigint }): bigint {
  assert(locked <= bonded, 'an account locks at most its bond')
  return atSeconds < outUntil || bonded - locked < stake ? 0n : bonded
}
