/** The market sends calls without gas only for accounts with at least 1 PT at the pool. What a job does not use stays the account's. */
const leastDeposit = 10n ** 18n

/** Returns how much to deposit into the pool if `missing` is missing there, in base units of PToken: nothing, or at least 1 PT. */
export function poolDepositFor(missing: bigint): bigint {
  if (missing <= 0n) return 0n
  return missing > leastDeposit ? missing : leastDeposit
}
