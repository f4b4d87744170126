import { spanText } from '#web/parts/format/spanText.ts'

/** The choices in minutes: 1 h, the steps of a proposal (1 d until the vote, 2 d until the call, 5 d of voting, 8 d in all), and the 14 d after unstaking. */
const usualMinutes = ['60', '1440', '2880', '7200', '11520', '20160'] as const
/** Seconds that are added to the time until a step, so that the next block is surely after the step. */
const spareSeconds = 60

/**
 * Returns the choices of how far the time moves, in minutes, shortest first. The chosen time is always one of them: it replaces a usual choice that is shown
 * with the same text.
 */
export function timeChoices(chosenSeconds: number): readonly string[] {
  const chosen = String(chosenSeconds / 60)
  const others = usualMinutes.filter((minutes) => spanText(Number(minutes) * 60) !== spanText(chosenSeconds))
  return [...others, chosen].sort((one, other) => Number(one) - Number(other))
}

/** Returns the seconds until shortly after a step that is `seconds` from now: a usual choice that is at most a minute later, or else some more than needed. */
export function secondsUntilAfter(seconds: number): number {
  const usual = usualMinutes.map((minutes) => Number(minutes) * 60).find((one) => one >= seconds + spareSeconds && one <= seconds + 2 * spareSeconds)
  return usual ?? seconds + spareSeconds
}
