/**
 * The smallest deposit, 1 PT. The market sends calls without gas only for accounts with at least this balance in the task pool. The part of the deposit that a
 * job does not use remains in the account's balance.
 */
const leastDeposit = 10n ** 18n

/**
 * Returns the amount to deposit into the task pool, in base units of PToken, if the balance is too small by `missing`. It is 0 if nothing is missing, otherwise
 * at least 1 PT.
 */
export function poolDepositFor(missing: bigint): bigint {
  if (missing <= 0n) return 0n
  return missing > leastDeposit ? missing : leastDeposit
}
