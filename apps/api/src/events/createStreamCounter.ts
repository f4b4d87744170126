/** Counts open streams by address, so that one address cannot hold them all. */
export type StreamCounter = {
  /** True and counted, or false when the address has as many as it may. */
  open(ip: string, most: number): boolean
  close(ip: string): void
}

/** Makes a counter. */
export function createStreamCounter(): StreamCounter {
  const counts = new Map<string, number>()
  return {
    open(ip, most) {
      const count = counts.get(ip) ?? 0
      if (count >= most) return false
      counts.set(ip, count + 1)
      return true
    },
    close(ip) {
      const count = (counts.get(ip) ?? 1) - 1
      if (count <= 0) counts.delete(ip)
      else counts.set(ip, count)
    },
  }
}
