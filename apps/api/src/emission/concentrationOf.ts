import type { EmissionWire } from '@infinitio/domain/wire'
import type { EpochDocument } from '@infinitio/sdk/emission'

const wad = 10n ** 18n

/**
 * Calculates how much of the compute in an emission epoch came from few providers: the number of providers, the sum of their squared shares (`hhi`), the Gini
 * coefficient, and the smallest number of providers that supplied more than half (`nakamoto`). Each share is a fraction of 1e18. Uses the formulas of the
 * economy simulator, with integers.
 */
export function concentrationOf({ leaves }: EpochDocument): NonNullable<EmissionWire['emission']>['concentration'] {
  const shares = leaves.flatMap(({ inputs }) => inputs.shares[0]?.node.computeShare ?? []).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
  let [together, nakamoto] = [0n, 0]
  while (together * 2n <= wad && nakamoto < shares.length) together += shares[nakamoto++] ?? 0n
  return { providers: shares.length, hhi: `${shares.reduce((sum, share) => sum + (share * share) / wad, 0n)}`, gini: `${giniOf(shares)}`, nakamoto }
}

/** Returns the Gini coefficient of shares that are sorted with the largest first. */
function giniOf(shares: readonly bigint[]): bigint {
  const count = BigInt(shares.length)
  const total = shares.reduce((sum, share) => sum + share, 0n)
  if (total === 0n) return 0n
  const ranked = shares.reduce((sum, share, place) => sum + (count - BigInt(place)) * share, 0n)
  return ((2n * ranked - (count + 1n) * total) * wad) / (count * total)
}
