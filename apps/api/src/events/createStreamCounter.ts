/** Counts open streams by IP address, so that one address cannot use up all streams. */
export type StreamCounter = {
  /** Counts a stream and returns true, or returns false if the address has reached its limit. */
  open(ip: string, most: number): boolean
  close(ip: string): void
}

/** Creates a counter without open streams. */
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
