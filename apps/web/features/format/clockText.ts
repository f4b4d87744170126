const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

const two = (value: number): string => value.toString().padStart(2, '0')

/** Unix seconds as "14:32:35", UTC. */
export function clockText(unixSeconds: number): string {
  const at = new Date(unixSeconds * 1_000)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
}

/** Unix seconds as "14:32", UTC. */
export function minuteText(unixSeconds: number): string {
  return clockText(unixSeconds).slice(0, 5)
}

/** Unix seconds as "20 Nov", UTC. */
export function dayText(unixSeconds: number): string {
  const at = new Date(unixSeconds * 1_000)
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]}`
}

/** Unix seconds as "Sat 21 Nov, 14:33", UTC. */
export function momentText(unixSeconds: number): string {
  const at = new Date(unixSeconds * 1_000)
  return `${weekdays[at.getUTCDay()]} ${dayText(unixSeconds)}, ${minuteText(unixSeconds)}`
}

/** Unix seconds as "Sat 14:33", UTC. */
function weekMinuteText(unixSeconds: number): string {
  return `${weekdays[new Date(unixSeconds * 1_000).getUTCDay()]} ${minuteText(unixSeconds)}`
}

/** A moment to come, Unix seconds, seen from `now`: "Sat 14:33" where the day of the week says which, else "27 Nov, 14:33", UTC. */
export function soonText(unixSeconds: number, now: number): string {
  return unixSeconds - now < 6 * 86_400 ? weekMinuteText(unixSeconds) : dayMinuteText(unixSeconds)
}

/** Unix seconds as "20 Nov, 14:32", UTC. */
export function dayMinuteText(unixSeconds: number): string {
  return `${dayText(unixSeconds)}, ${minuteText(unixSeconds)}`
}
