/** One in 1e18 fixed point, the unit of every factor, fraction and rate in this package. */
export const WAD = 10n ** 18n

/** Returns a × b of two 1e18 fixed-point numbers, rounded down. */
export function mulDown(a: bigint, b: bigint): bigint {
  return (a * b) / WAD
}

/** Returns a ÷ b as a 1e18 fixed-point number, rounded down. Both must have the same unit; `b` must be above zero. */
export function divDown(a: bigint, b: bigint): bigint {
  return (a * WAD) / b
}

/** Returns the smaller of two numbers. */
export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** Limits a number to [low, high]. */
export function within(value: bigint, { low, high }: { low: bigint; high: bigint }): bigint {
  return value < low ? low : value > high ? high : value
}
