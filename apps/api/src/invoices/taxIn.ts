const wholeBps = 10_000n

/** Returns the tax that is contained in an amount at a rate in hundredths of a percent. The net amount is rounded half up to the unit. Pure. */
export function taxIn(amount: bigint, rateBps: number): bigint {
  const gross = wholeBps + BigInt(rateBps)
  return amount - (2n * amount * wholeBps + gross) / (2n * gross)
}
