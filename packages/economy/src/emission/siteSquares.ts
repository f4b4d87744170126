import { WAD } from '../fixed/wad.ts'

/**
 * Returns the sum of the squared shares of a provider's sites (network prefix and region) in its verified compute, in 1e18 fixed point, rounded up; 1 if it has
 * no sites.
 */
export function siteSquares(computeOfSites: readonly bigint[]): bigint {
  const total = computeOfSites.reduce((sum, compute) => sum + compute, 0n)
  if (total === 0n) return WAD
  const squares = computeOfSites.reduce((sum, compute) => sum + compute * compute, 0n)
  return (squares * WAD + total * total - 1n) / (total * total)
}
