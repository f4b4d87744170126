const leastMib = 2_048

/** Whether so much memory is a card's own: the graphics inside a processor has a few hundred MiB of the machine's, and is rented with it. */
export function isOwnCard(memoryMib: number | null): memoryMib is number {
  return memoryMib !== null && memoryMib >= leastMib
}
