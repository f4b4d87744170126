import { closeSync, openSync, writeSync } from 'node:fs'
import { bn254 } from '@noble/curves/bn254'
import { fieldOrder } from '../field.ts'
import type { Circuit } from './circuitFile.ts'
import type { KeyFactors, SetUpSecrets } from './setUpKeys.ts'

const First = bn254.G1.ProjectivePoint
const Second = bn254.G2.ProjectivePoint
const prime = bn254.fields.Fp.ORDER
const numberBytes = 32
/** The prover calculates with numbers times this one (Montgomery's form). */
const radix = 2n ** 256n
/** Points that are calculated before one division makes all of them affine. */
const together = 4_096
/** A table of this many bits of a factor makes the multiplication of a generator a sum of 22 points. */
const windowBits = 12
const groth16 = 1
const section = { kind: 1, header: 2, inputs: 3, terms: 4, a: 5, b: 6, bOnSecond: 7, c: 8, rest: 9, contributions: 10 } as const

/**
 * Writes the proving key of a circuit as a file that the prover reads (`.zkey`), from the factors of its points. The secret gamma has the
 * value 1. Takes about 0.3 ms of processor time for each factor.
 */
export function writeKeyFile(path: string, { circuit, factors, secrets }: KeyParts): void {
  First.BASE._setWindowSize(windowBits)
  Second.BASE._setWindowSize(windowBits)
  const { domainSize, a, b, c, inputs, rest } = factors
  const file = openSync(path, 'wx', 0o600)
  const write = (number: number, parts: readonly Uint8Array[]) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    for (const part of [Buffer.concat([words(number), long(length)]), ...parts]) writeSync(file, part)
  }
  try {
    writeSync(file, Buffer.concat([Buffer.from('zkey'), words(1, Object.keys(section).length)]))
    write(section.kind, [words(groth16)])
    write(section.header, [
      ...[words(numberBytes), bytesOf(prime), words(numberBytes), bytesOf(fieldOrder), words(circuit.wires, circuit.publicCount, domainSize)],
      ...[...onFirst([secrets.alpha, secrets.beta]), ...onSecond([secrets.beta, 1n]), ...onFirst([secrets.delta]), ...onSecond([secrets.delta])],
    ])
    write(section.inputs, onFirst(inputs))
    write(section.terms, termsOf(circuit))
    write(section.a, onFirst(a))
    write(section.b, onFirst(b))
    write(section.bOnSecond, onSecond(b))
    write(section.c, onFirst(c))
    write(section.rest, onFirst(rest))
    // Other parties added no secrets to these keys.
    write(section.contributions, [new Uint8Array(64), words(0)])
  } finally {
    closeSync(file)
  }
}

type KeyParts = { readonly circuit: Circuit; readonly factors: KeyFactors; readonly secrets: SetUpSecrets }

/** Returns the terms of the sides A and B, from which the prover calculates the values of the equations. */
function termsOf({ equations, publicCount, eachTerm }: Circuit): Uint8Array[] {
  const parts: Uint8Array[] = []
  const add = (isB: boolean, equation: number, wire: number, factor: bigint) => {
    // The prover multiplies this number by a wire that is not in Montgomery's form, so the number has the radix twice.
    parts.push(words(isB ? 1 : 0, equation, wire), bytesOf((((factor * radix) % fieldOrder) * radix) % fieldOrder))
  }
  eachTerm(({ side, equation, wire, factor }) => side === 'C' || add(side === 'B', equation, wire, factor))
  for (let wire = 0; wire <= publicCount; wire += 1) add(false, equations + wire, wire, 1n)
  return [words(parts.length / 2), Buffer.concat(parts)]
}

function onFirst(factors: readonly bigint[]): Uint8Array[] {
  return inParts(factors, (part) => {
    const points = First.normalizeZ(part.map((factor) => First.BASE.multiplyUnsafe(factor))).map((point) => point.toAffine())
    return points.flatMap(({ x, y }) => [x, y])
  })
}

function onSecond(factors: readonly bigint[]): Uint8Array[] {
  return inParts(factors, (part) => {
    const points = Second.normalizeZ(part.map((factor) => Second.BASE.multiplyUnsafe(factor))).map((point) => point.toAffine())
    return points.flatMap(({ x, y }) => [x.c0, x.c1, y.c0, y.c1])
  })
}

/** Returns the coordinates of points in Montgomery's form. The coordinates of the neutral point are zero. */
function inParts(factors: readonly bigint[], coordinatesOf: (part: readonly bigint[]) => readonly bigint[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let from = 0; from < factors.length; from += together) {
    const coordinates = coordinatesOf(factors.slice(from, from + together))
    parts.push(Buffer.concat(coordinates.map((value) => bytesOf((value * radix) % prime))))
  }
  return parts
}

/** Returns a number with its lowest byte first. */
function bytesOf(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(numberBytes)
  for (let word = 0; word < numberBytes / 8; word += 1) bytes.writeBigUInt64LE(BigInt.asUintN(64, value >> BigInt(64 * word)), 8 * word)
  return bytes
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index)
  return bytes
}

function long(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
