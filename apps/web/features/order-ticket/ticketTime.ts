/** Unix seconds of what a field for date and time holds, read as UTC; null while it is empty or no time. */
export function ticketTime(text: string): number | null {
  const ms = text === '' ? Number.NaN : Date.parse(`${text}Z`)
  return Number.isNaN(ms) ? null : Math.floor(ms / 1_000)
}

/** What a field for date and time shows for Unix seconds: "2026-11-21T09:00", UTC. */
export function ticketTimeText(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 16)
}
