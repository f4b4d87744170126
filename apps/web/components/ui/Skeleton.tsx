/** A grey bar in the place of words to come. Shown only after 120 ms, so quick answers do not flash. */
export function Skeleton({
  width,
  height = 12,
  className,
}: {
  readonly width: number | string
  readonly height?: number
  readonly className?: string
}) {
  return <span aria-hidden className={`skel ${className ?? ''}`} style={{ width, height }} />
}
