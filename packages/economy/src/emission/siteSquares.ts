import { WAD } from '../fixed/wad.ts'

/**
 * Returns how concentrated a provider's verified compute is on its sites (network prefix and region): the sum of the squared shares of the sites, in 1e18 fixed
 * point, rounded up. Returns 1 (as 1e18) if it has one site or none.
 */
export function siteSquares(computeOfSites: readonly bigint[]): bigint {
  const total = computeOfSites.reduce((sum, compute) => sum + compute, 0n)
  if (total === 0n) return WAD
  const squares = computeOfSites.reduce((sum, compute) => sum + compute * compute, 0n)
  return (squares * WAD + total * total - 1n) / (total * total)
}
