/** Returns the seconds left as "4:12", or as "1:04:12" from one hour up. Negative values show as "0:00". */
export function countdownText(secondsLeft: number): string {
  const left = Math.max(0, Math.floor(secondsLeft))
  const seconds = (left % 60).toString().padStart(2, '0')
  const minutes = Math.floor(left / 60)
  if (minutes < 60) return `${minutes}:${seconds}`
  return `${Math.floor(minutes / 60)}:${(minutes % 60).toString().padStart(2, '0')}:${seconds}`
}
