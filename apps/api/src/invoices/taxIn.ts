const wholeBps = 10_000n

/**
 * Returns the tax that is contained in an amount if the tax rate is `rateBps` hundredths of a percent of the net amount. The net amount is rounded half up to a
 * whole unit. Pure.
 */
export function taxIn(amount: bigint, rateBps: number): bigint {
  const gross = wholeBps + BigInt(rateBps)
  return amount - (2n * amount * wholeBps + gross) / (2n * gross)
}
