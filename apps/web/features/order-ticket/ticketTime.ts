import { zonedDate } from '#web/parts/format/zonedDate.ts'

/** Unix seconds of what a field for date and time holds, read in the reader's zone; null while it is empty or no time. */
export function ticketTime(text: string): number | null {
  const wall = text === '' ? Number.NaN : Date.parse(`${text}Z`)
  if (Number.isNaN(wall)) return null
  // The offset of the zone is known for a moment, not for a wall clock: the second step is right where the first crossed a change of the clocks.
  let at = wall
  for (let step = 0; step < 2; step += 1) at += wall - zonedDate(at / 1_000).getTime()
  return Math.floor(at / 1_000)
}

/** What a field for date and time shows for Unix seconds: "2026-11-21T09:00", in the reader's zone. */
export function ticketTimeText(unixSeconds: number): string {
  return zonedDate(unixSeconds).toISOString().slice(0, 16)
}
