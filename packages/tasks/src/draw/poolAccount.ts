import { assert } from '@infinitio/domain'

/**
 * Seconds after which a deposit counts as stake. If deposits counted at once, somebody who already knows the seed of a random selection could create accounts
 * that win it.
 */
export const youngSeconds = 3_600n

/**
 * The account of a provider in the task pool. Amounts are in 1e-9 PToken, times in Unix seconds. `bonded` is the stake that counts in draws (random
 * selections), and `locked` is the part of it that open tasks hold. `young` was paid in at `youngAt` and does not count yet. Before `outUntil`, the account is
 * excluded from all draws.
 */
export type PoolAccount = {
  readonly bonded: bigint
  readonly locked: bigint
  readonly young: bigint
  readonly youngAt: bigint
  readonly outUntil: bigint
}

/**
 * Calculates what the call `ripen` does to an account: a deposit that is at least an hour old moves from `young` into `bonded`. Returns the account afterwards,
 * and the amount by which the total stake of all accounts grows. Anyone may send `ripen`. Only the owner may deposit, because each deposit starts the hour
 * again.
 */
export function ripened(account: PoolAccount, atSeconds: bigint): { account: PoolAccount; added: bigint } {
  if (account.young === 0n || atSeconds < account.youngAt + youngSeconds) return { account, added: 0n }
  return { account: { ...account, bonded: account.bonded + account.young, young: 0n }, added: account.young }
}

/**
 * The divisor for the part of the bond that accepted tasks must leave free, so that the account can also audit: a quarter of the bond (4) for split tasks, and
 * half of it (2) for unsplit tasks, because audits of those take longer.
 */
const keptBack = { split: 4n, whole: 2n } as const

/**
 * How a task can be checked: `split` into at least 64 chunks, of which an audit calculates some again; or only as a `whole`, so that an audit calculates
 * everything again.
 */
export type TaskShape = keyof typeof keptBack

/**
 * Returns the weight of an account in the random selection (draw) for a task: its free bond, without the part that must stay free for audits, rounded down. 0
 * while the account is excluded.
 */
export function weightToAccept({ bonded, locked, outUntil }: PoolAccount, { shape, atSeconds }: { shape: TaskShape; atSeconds: bigint }): bigint {
  assert(locked <= bonded, 'an account locks at most its bond')
  const free = bonded - locked - (bonded + keptBack[shape] - 1n) / keptBack[shape]
  return atSeconds < outUntil || free < 0n ? 0n : free
}

/**
 * Returns the weight of an account in the random selection (draw) for checking a task (an audit, or a run in a dispute): its whole bond. 0 while the account is
 * excluded, or if its free bond is less than the stake that the check needs.
 */
export function weightToAudit({ bonded, locked, outUntil }: PoolAccount, { stake, atSeconds }: { stake: bigint; atSeconds: bigint }): bigint {
  assert(locked <= bonded, 'an account locks at most its bond')
  return atSeconds < outUntil || bonded - locked < stake ? 0n : bonded
}
