/** Sums received and sent bytes of every interface but loopback in the text of /proc/net/dev. */
export function parseNetDev(text: string): { netRxBytes: number; netTxBytes: number } {
  const totals = { netRxBytes: 0, netTxBytes: 0 }
  for (const line of text.split('\n')) {
    const [name, counters] = line.split(':')
    if (counters === undefined || name?.trim() === 'lo') continue
    const numbers = counters.trim().split(/\s+/).map(Number)
    totals.netRxBytes += numbers[0] ?? 0
    totals.netTxBytes += numbers[8] ?? 0
  }
  return totals
}
