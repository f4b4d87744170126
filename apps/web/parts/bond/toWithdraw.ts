/** One hundredth of a PT, in base units. */
const cent = 10n ** 16n

/** Returns the amount to withdraw for a missing amount: rounded up to a hundredth of a PT, which people can read, if the balance suffices. Base units. */
export function toWithdraw(missing: bigint, balance: bigint): bigint {
  const rounded = ((missing + cent - 1n) / cent) * cent
  return rounded <= balance ? rounded : missing
}
