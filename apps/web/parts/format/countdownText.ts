/** Seconds left as "4:12"; from an hour up as "1:04:12". Never below "0:00". */
export function countdownText(secondsLeft: number): string {
  const left = Math.max(0, Math.floor(secondsLeft))
  const seconds = (left % 60).toString().padStart(2, '0')
  const minutes = Math.floor(left / 60)
  if (minutes < 60) return `${minutes}:${seconds}`
  return `${Math.floor(minutes / 60)}:${(minutes % 60).toString().padStart(2, '0')}:${seconds}`
}
