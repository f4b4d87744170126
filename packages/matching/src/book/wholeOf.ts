const places = 1_024

const numbers = new Float64Array(places).fill(Number.NaN)
const wholes: bigint[] = new Array<bigint>(places).fill(0n)

/**
 * A whole number as a bigint. Making one of a number is a call out of compiled code and an object, and the same durations, seconds and prices come again and again: those that were asked for
 * last are kept. Which are kept changes what it costs, and nothing else.
 */
export function wholeOf(number: number): bigint {
  const place = Math.imul(number, 0x9e37_79b1) >>> 22
  if (numbers[place] === number) return wholes[place] as bigint
  const whole = BigInt(number)
  numbers[place] = number
  wholes[place] = whole
  return whole
}
