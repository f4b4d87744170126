const places = 60
/** The bounds of parameters are whole counts of 10⁻⁶⁰, so that sampling needs only integers and gives the same digits on every machine. */
export const one = 10n ** BigInt(places)

const form = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?(?:e([+-]?\d{1,2}))?$/i
const mostDigits = 15
const [least, most] = [10n ** BigInt(places - 30), 10n ** BigInt(places + 30)]

/**
 * Reads a decimal number, such as `0.001` or `1e-3`. Returns null for another form, for more than 15 significant digits, and for a number that is neither 0 nor between
 * 10⁻³⁰ and 10³⁰.
 */
export function readDecimal(text: string): bigint | null {
  const [, sign, whole = '', fraction = '', power = '0'] = form.exec(text) ?? []
  if (sign === undefined) return null
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  if (digits === '') return 0n
  const kept = digits.replace(/0+$/, '')
  const exponent = places + Number(power) - fraction.length + digits.length - kept.length
  if (kept.length > mostDigits || exponent < 0) return null
  const size = BigInt(kept) * 10n ** BigInt(exponent)
  if (size < least || size > most) return null
  return sign === '-' ? -size : size
}

/** Rounds to `digits` significant digits. A half is rounded away from 0. */
export function rounded(value: bigint, digits: number): bigint {
  const size = value < 0n ? -value : value
  const unit = 10n ** BigInt(Math.max(0, size.toString().length - digits))
  const near = ((size + unit / 2n) / unit) * unit
  return value < 0n ? -near : near
}

/**
 * Returns the floating-point number that is nearest to a value of at most 15 significant digits. The conversion gives the same number on every machine, and
 * loses no digit.
 */
export function toNumber(value: bigint): number {
  const text = value.toString()
  const kept = text.replace(/0+$/, '')
  return kept === '' ? 0 : Number(`${kept}e${text.length - kept.length - places}`)
}
