const places = 1_024

const numbers = new Float64Array(places).fill(Number.NaN)
const wholes: bigint[] = new Array<bigint>(places).fill(0n)

/**
 * Returns a whole number as a bigint. `BigInt(number)` is slow, because V8 must leave compiled code and allocate an object, and the same durations, seconds and
 * prices often repeat. So the last results are cached, which does not change the result.
 */
export function wholeOf(number: number): bigint {
  const place = Math.imul(number, 0x9e37_79b1) >>> 22
  if (numbers[place] === number) return wholes[place] as bigint
  const whole = BigInt(number)
  numbers[place] = number
  wholes[place] = whole
  return whole
}
