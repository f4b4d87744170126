import { zonedDate } from '#web/parts/format/zonedDate.ts'

/** Returns the Unix seconds of a date-time field in the reader's zone, or null for an empty or invalid value. */
export function ticketTime(text: string): number | null {
  const wall = text === '' ? Number.NaN : Date.parse(`${text}Z`)
  if (Number.isNaN(wall)) return null
  // The second step corrects the result near a change of the clocks. The zone's offset depends on the moment, so the first step may have used the wrong offset.
  let at = wall
  for (let step = 0; step < 2; step += 1) at += wall - zonedDate(at / 1_000).getTime()
  return Math.floor(at / 1_000)
}

/** Returns the date-time field's text for Unix seconds: "2026-11-21T09:00", in the reader's zone. */
export function ticketTimeText(unixSeconds: number): string {
  return zonedDate(unixSeconds).toISOString().slice(0, 16)
}
