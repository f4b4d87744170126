/** A number of whole hours as people book them: "24 h", "72 h", then in days where they come out even: "7 d". */
export function hoursText(hours: number): string {
  return hours > 72 && hours % 24 === 0 ? `${hours / 24}\u00a0d` : `${hours}\u00a0h`
}
