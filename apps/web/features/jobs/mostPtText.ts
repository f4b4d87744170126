import { exactPtText } from '#web/parts/govern/tokenText.ts'

/**
 * Amounts are rounded to a multiple of this: a millionth of a PToken, in base units. Example jobs cost hundredths of a PToken, so two decimals would not show
 * their differences.
 */
const step = 10n ** 12n

/** Formats the highest possible cost of something: base units of PToken as a number with up to six decimals, rounded up. */
export function mostPtText(units: bigint | string): string {
  return exactPtText(((BigInt(units) + step - 1n) / step) * step)
}

/**
 * Returns the parts of a cost and their total as text, with up to six decimals. The total is rounded up, as `mostPtText` does. The parts are rounded so that the
 * shown parts add up to the shown total: down, and then up again for those with the largest rests. A part above zero is never shown as zero, but as less than
 * the last decimal. `parts` are in base units.
 */
export function costTexts<Part extends string>(parts: Readonly<Record<Part, bigint>>): Readonly<Record<Part | 'total', string>> {
  const names = Object.keys(parts) as Part[]
  const sum = names.reduce((total, name) => total + parts[name], 0n)
  const total = ((sum + step - 1n) / step) * step
  const down = (name: Part) => (parts[name] / step) * step
  const missing = Number((total - names.reduce((all, name) => all + down(name), 0n)) / step)
  const byRest = names.toSorted((one, other) => Number((parts[other] % step) - (parts[one] % step)))
  const raised = new Set(byRest.slice(0, missing))
  const texts = names.map((name) => [name, shownText(down(name) + (raised.has(name) ? step : 0n), parts[name])])
  return { ...Object.fromEntries(texts), total: exactPtText(total) }
}

function shownText(shown: bigint, units: bigint): string {
  return shown === 0n && units > 0n ? `<${exactPtText(step)}` : exactPtText(shown)
}
