const leastMib = 2_048

/**
 * Returns true if memory of this size belongs to a separate card. Graphics inside a processor use a few hundred MiB of the machine's memory and are not listed
 * as GPUs.
 */
export function isOwnCard(memoryMib: number | null): memoryMib is number {
  return memoryMib !== null && memoryMib >= leastMib
}
