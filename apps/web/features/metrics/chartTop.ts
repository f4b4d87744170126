/** Returns the top of a chart's axis: the smallest round number (1, 2 or 5 times a power of ten) not below any value or `least`. */
export function chartTop(values: readonly number[], least: number): number {
  const most = Math.max(least, ...values)
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = [1, 2, 5, 10].find((step) => step * power >= most) ?? 10
  return factor * power
}
