const wad = 10n ** 18n

/** A number in 1e18 fixed point with four decimals, rounded down; one that is above 0 and below that as "<0.0001". */
export function wadText(units: bigint | string): string {
  const value = BigInt(units)
  const parts = (value * 10_000n) / wad
  if (value > 0n && parts === 0n) return '<0.0001'
  return `${parts / 10_000n}.${(parts % 10_000n).toString().padStart(4, '0')}`
}
