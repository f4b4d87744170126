/**
 * Returns the regular expression, as text, of the decimal numbers from `min` to `max` without leading zeros. The same expression is used to check a value and
 * to document its bounds, so that both always agree. `min` is at least 0.
 */
export function decimalRange(min: bigint, max: bigint): string {
  const parts: string[] = []
  // All numbers with these counts of digits are within the bounds, so a short expression is enough for them.
  const full: number[] = []
  for (let digits = String(min).length; digits <= String(max).length; digits += 1) {
    const smallest = digits === 1 ? 0n : 10n ** BigInt(digits - 1)
    const largest = 10n ** BigInt(digits) - 1n
    if (digits > 1 && min <= smallest && largest <= max) full.push(digits)
    else parts.push(...sameLength(String(min > smallest ? min : smallest), String(max < largest ? max : largest)))
  }
  const [shortest, longest] = [full[0], full.at(-1)]
  if (shortest !== undefined && longest !== undefined) parts.push(`[1-9]${digitsOf(shortest - 1, longest - 1)}`)
  const pattern = `^(${parts.join('|')})$`
  ranges.set(pattern, { min, max })
  return pattern
}

/** The range of each regular expression that `decimalRange` made. Pages show the range in place of the expression. */
const ranges = new Map<string, { readonly min: bigint; readonly max: bigint }>()

/** Returns the range of a regular expression that `decimalRange` made; null for any other expression. */
export function rangeOfPattern(pattern: string): { readonly min: bigint; readonly max: bigint } | null {
  return ranges.get(pattern) ?? null
}

/** Returns expressions that together match the numbers from `from` to `to`. `from` and `to` must have the same number of digits. */
function sameLength(from: string, to: string): string[] {
  if (from === '') return ['']
  const [first, last] = [Number(from[0]), Number(to[0])]
  const [fromRest, toRest] = [from.slice(1), to.slice(1)]
  if (first === last) return sameLength(fromRest, toRest).map((rest) => `${first}${rest}`)
  const begins = /^0*$/.test(fromRest)
  const ends = /^9*$/.test(toRest)
  const [low, high] = [begins ? first : first + 1, ends ? last : last - 1]
  return [
    ...(begins ? [] : sameLength(fromRest, '9'.repeat(fromRest.length)).map((rest) => `${first}${rest}`)),
    ...(low > high ? [] : [`${low === high ? low : `[${low}-${high}]`}${digitsOf(fromRest.length, fromRest.length)}`]),
    ...(ends ? [] : sameLength('0'.repeat(toRest.length), toRest).map((rest) => `${last}${rest}`)),
  ]
}

function digitsOf(from: number, to: number): string {
  if (to === 0) return ''
  return from === to ? (to === 1 ? '[0-9]' : `[0-9]{${to}}`) : `[0-9]{${from},${to}}`
}
