/** Seconds after the close of a lease in which its renter can open a dispute, as in DisputeCourt.sol. */
export const disputeOpenSeconds = 604_800

const leastBond = 25n * 10n ** 18n
const claimParts = 10n

/**
 * Returns the bond of a dispute's opener in base units of PToken: a tenth of the claim, rounded up, at least 25 PToken. Calculates the same as
 * `DisputeCourt.bondFor`.
 */
export function disputeBondOf(claim: bigint): bigint {
  const part = (claim + claimParts - 1n) / claimParts
  return part > leastBond ? part : leastBond
}

/**
 * Returns the largest claim in a dispute about a lease that the court accepts, in base units of PToken; 0 if it accepts none. `freeBond` is the free part of
 * the provider's bond. A verdict for the renter takes two amounts from the provider's bond, the claim and an amount as large as the opener's bond, so
 * `freeBond` must cover the sum. `weekPay` is a further upper limit of the claim.
 */
export function mostClaimOf({ weekPay, freeBond }: { readonly weekPay: bigint; readonly freeBond: bigint }): bigint {
  // If the claim is above ten times the least bond, the opener's bond is a tenth of the claim, rounded up. So solve claim × 11 / 10 ≤ freeBond.
  const fits = (claim: bigint) => claim + disputeBondOf(claim) <= freeBond
  let claim = freeBond - leastBond
  if (claim > leastBond * claimParts) claim = (freeBond * claimParts) / (claimParts + 1n)
  if (!fits(claim)) claim -= 1n
  if (claim <= 0n) return 0n
  return claim < weekPay ? claim : weekPay
}
