/** A moment of the block clock: "20 Nov 2026, 12:00 UTC". */
export function momentText(seconds: bigint): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return `${day.format(new Date(Number(seconds) * 1_000))} UTC`
}
