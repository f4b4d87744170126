const hourSeconds = 3_600n
const bondHours = 24n

/**
 * Returns the most that a renter gets from the provider's bond if the provider ends a lease or the machine is lost, in PToken base units: for each GPU the price
 * of one hour, or 1/24 of the bond of that GPU if that is less (rounded down). Null means unknown, and sets no limit for that part; without both, returns null.
 * The contract pays less if less of the bond is left. Source: `AnnexCompensation.sol`. Pure.
 */
export function mostCompensation({
  gpus,
  pricePerGpuSecond,
  bondPerGpu,
}: {
  gpus: number
  pricePerGpuSecond: bigint | null
  bondPerGpu: bigint | null
}): bigint | null {
  const hour = pricePerGpuSecond === null ? null : pricePerGpuSecond * hourSeconds
  const part = bondPerGpu === null ? null : bondPerGpu / bondHours
  const perGpu = hour === null || (part !== null && part < hour) ? part : hour
  return perGpu === null ? null : BigInt(gpus) * perGpu
}
