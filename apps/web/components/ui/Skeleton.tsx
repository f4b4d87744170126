/** Shows a grey bar while text loads. It appears after 120 ms, so that quick answers do not flash. */
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
