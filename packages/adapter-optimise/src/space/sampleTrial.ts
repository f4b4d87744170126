import { type Hex32, sha256Hex } from '@infinitio/domain'
import { manifest } from '../manifest/manifest.ts'
import { one, rounded, toNumber } from './decimal.ts'
import type { Parameter } from './parseSpace.ts'

/** The value of one parameter in one trial: the number that the module gets, and the number or text that the result shows. */
export type Sampled = { readonly number: number; readonly shown: number | string }
/** Returns the values of all parameters in a trial, in the order in which the space lists them. */
export type Sampler = (trial: number) => readonly Sampled[]

const wordBits = 64n
const logBits = 32
const tag = new TextEncoder().encode('parameter ')

/**
 * Returns a function that calculates the values of all parameters of a trial. Each value follows from the seed, the trial and the parameter's name, and is
 * calculated with integers only:
 * - k is a random number of 64 bits: the first eight bytes, little-endian, of SHA-256 over the seed, the trial (32 bits, little-endian), `parameter ` and the
 *   name.
 * - `float`: from + ⌊(to − from) · k ⁄ 2⁶⁴⌋, in multiples of 10⁻⁶⁰.
 * - `log`: from · (to ⁄ from)^(⌊k ⁄ 2³²⌋ ⁄ 2³²). It multiplies one root of the ratio for each bit of the exponent that is set. Each quotient, root and product
 *   is rounded down.
 * - `float` and `log` are then rounded to 12 significant digits, but not beyond a bound.
 * - `integer` and `choice`: the value with index ⌊count · k ⁄ 2⁶⁴⌋.
 * - `list`: the value with the number of the trial.
 */
export function createSampler(space: readonly Parameter[], seed: Hex32): Sampler {
  const draws = space.map((parameter) => ({ name: new TextEncoder().encode(parameter.name), draw: drawOf(parameter) }))
  const start = bytesOf(seed)
  return (trial) => draws.map(({ name, draw }) => draw(wordOf(start, trial, name), trial))
}

function drawOf(parameter: Parameter): (word: bigint, trial: number) => Sampled {
  switch (parameter.kind) {
    case 'choice':
      return (word) => {
        const place = placeOf(word, parameter.options.length)
        return { number: place, shown: parameter.options[place] ?? '' }
      }
    case 'integer':
      return (word) => {
        const value = parameter.from + placeOf(word, parameter.to - parameter.from + 1)
        return { number: value, shown: value }
      }
    case 'float':
      return (word) => decimal(parameter.from + (((parameter.to - parameter.from) * word) >> wordBits), parameter)
    case 'list':
      return (_, trial) => {
        const number = parameter.values[trial % parameter.values.length] ?? 0
        return { number, shown: number }
      }
    case 'log': {
      const roots = rootsOf((parameter.to * one) / parameter.from)
      return (word) => decimal((parameter.from * power(roots, word)) / one, parameter)
    }
  }
}

function placeOf(word: bigint, count: number): number {
  return Number((word * BigInt(count)) >> wordBits)
}

function decimal(value: bigint, { from, to }: { from: bigint; to: bigint }): Sampled {
  const near = rounded(value, manifest.sampledDigits)
  const number = toNumber(near < from ? from : near > to ? to : near)
  return { number, shown: number }
}

/** Returns the roots of a ratio with the exponents ½, ¼, ⅛ and so on. Each is the square root of the previous one. */
function rootsOf(ratio: bigint): readonly bigint[] {
  let root = ratio
  return Array.from({ length: logBits }, () => {
    root = squareRoot(root * one)
    return root
  })
}

function power(roots: readonly bigint[], word: bigint): bigint {
  return roots.reduce((product, root, at) => (((word >> (wordBits - 1n - BigInt(at))) & 1n) === 1n ? (product * root) / one : product), one)
}

/** Returns the largest whole number whose square is not above a positive value. */
function squareRoot(value: bigint): bigint {
  let near = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  while (true) {
    const next = (near + value / near) >> 1n
    if (next >= near) return near
    near = next
  }
}

function wordOf(seed: Uint8Array, trial: number, name: Uint8Array): bigint {
  const bytes = new Uint8Array(seed.length + 4 + tag.length + name.length)
  bytes.set(seed)
  new DataView(bytes.buffer).setUint32(seed.length, trial, true)
  bytes.set(tag, seed.length + 4)
  bytes.set(name, seed.length + 4 + tag.length)
  return new DataView(bytesOf(sha256Hex(bytes)).buffer).getBigUint64(0, true)
}

function bytesOf(hex: Hex32): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}
