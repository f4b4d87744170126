import { assert } from '@infinitio/domain'

/** Seconds after which a deposit counts as stake. Otherwise somebody could create accounts for a draw when its seed is already known. */
export const youngSeconds = 3_600n

/**
 * An account of a provider in the task pool, in PToken base units and seconds. `bonded` is the stake that counts in draws. `locked` is the part of it that open
 * tasks hold. `young` was paid in at `youngAt` and does not count yet. Before `outUntil`, the account is excluded from all draws.
 */
export type PoolAccount = {
  readonly bonded: bigint
  readonly locked: bigint
  readonly young: bigint
  readonly youngAt: bigint
  readonly outUntil: bigint
}

/**
 * Returns the account after the call `ripen`, and the amount by which the total of all accounts grows. A deposit older than an hour moves into `bonded`; a
 * younger one remains in `young`. Anyone may send `ripen`, but only the owner may deposit, because a later deposit restarts the hour.
 */
export function ripened(account: PoolAccount, atSeconds: bigint): { account: PoolAccount; added: bigint } {
  if (account.young === 0n || atSeconds < account.youngAt + youngSeconds) return { account, added: 0n }
  return { account: { ...account, bonded: account.bonded + account.young, young: 0n }, added: account.young }
}

/**
 * The part of the bond that an accepted task must leave free, so that the account can also audit: a quarter for split work. Audits of unsplit work take longer,
 * so it is half there.
 */
const keptBack = { split: 4n, whole: 2n } as const

/**
 * How a task can be checked: `split` into at least 64 chunks, of which an audit calculates some again; or only as a `whole`, so that an audit calculates
 * everything again.
 */
export type TaskShape = keyof typeof keptBack

/**
 * Returns the weight of an account when it wants to accept a task: its free bond without the part that stays free for audits, rounded down. 0 while the account
 * is excluded.
 */
export function weightToAccept({ bonded, locked, outUntil }: PoolAccount, { shape, atSeconds }: { shape: TaskShape; atSeconds: bigint }): bigint {
  assert(locked <= bonded, 'an account locks at most its bond')
  const free = bonded - locked - (bonded + keptBack[shape] - 1n) / keptBack[shape]
  return atSeconds < outUntil || free < 0n ? 0n : free
}

/**
 * Returns the weight of an account in the draw of an audit or of another run that checks a task: its bond. 0 while the account is excluded, or if its free bond
 * does not cover the stake.
 */
export function weightToAudit({ bonded, locked, outUntil }: PoolAccount, { stake, atSeconds }: { stake: bigint; atSeconds: bigint }): bigint {
  assert(locked <= bonded, 'an account locks at most its bond')
  return atSeconds < outUntil || bonded - locked < stake ? 0n : bonded
}
