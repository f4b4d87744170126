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
 * Returns the largest claim that the court accepts in a dispute about a lease, in base units of PToken; 0 if it accepts none. The claim has two limits:
 * - `freeBond`, the free part of the provider's bond, must cover two amounts that a verdict for the renter takes: the claim, and as much as the opener's bond.
 * - `weekPay`, the pay for one week of the lease.
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
