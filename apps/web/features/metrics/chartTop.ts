/** The smallest round number (1, 2 or 5 times a power of ten) that is not below any value: where a chart's axis ends. At least `least`. */
export function chartTop(values: readonly number[], least: number): number {
  const most = Math.max(least, ...values)
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = [1, 2, 5, 10].find((step) => step * power >= most) ?? 10
  return factor * power
}
