/**
 * Returns the path of a line through the known values, from the left edge for the first value to the right edge for the last. The smallest value is at the
 * bottom and the largest at the top, `inset` from the edges; equal values are in the middle. Returns null for fewer than two known values, which make no line.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  { width, height, inset }: { readonly width: number; readonly height: number; readonly inset: number },
): string | null {
  const known = values.flatMap((value, place) => (value === null ? [] : [{ value, place }]))
  if (known.length < 2) return null
  const all = known.map(({ value }) => value)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const x = (place: number) => inset + (place / (values.length - 1)) * (width - 2 * inset)
  const y = (value: number) => (most === least ? height / 2 : height - inset - ((value - least) / (most - least)) * (height - 2 * inset))
  return `M${known.map(({ value, place }) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join('L')}`
}
