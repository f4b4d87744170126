/** A renter can open a dispute until this many seconds after its lease closed, as in DisputeCourt.sol. */
export const disputeOpenSeconds = 604_800

const leastBond = 25n * 10n ** 18n
const claimParts = 10n

/** Returns the bond of a dispute's opener in base units of PToken: a tenth of the claim, rounded up, at least 25 PToken. Calculates the same as `DisputeCourt.bondFor`. */
export function disputeBondOf(claim: bigint): bigint {
  const part = (claim + claimParts - 1n) / claimParts
  return part > leastBond ? part : leastBond
}

/**
 * Returns the largest claim that the court accepts about a lease, in base units of PToken; 0 if it accepts none. The claim and the opener's bond must fit into what
 * a verdict can take from the provider's bond.
 */
export function mostClaimOf({ weekPay, freeBond }: { readonly weekPay: bigint; readonly freeBond: bigint }): bigint {
  // Of a claim above ten times the least bond, the bond is a tenth, rounded up.
  const fits = (claim: bigint) => claim + disputeBondOf(claim) <= freeBond
  let claim = freeBond - leastBond
  if (claim > leastBond * claimParts) claim = (freeBond * claimParts) / (claimParts + 1n)
  if (!fits(claim)) claim -= 1n
  if (claim <= 0n) return 0n
  return claim < weekPay ? claim : weekPay
}
