import { assert } from '@infinitio/domain'
import { fieldOrder } from '../field.ts'
import type { Circuit } from './circuitFile.ts'

/** The secret numbers of a setup. A person who has them can prove anything. They are below the order of the field and not zero. */
export type SetUpSecrets = { readonly tau: bigint; readonly alpha: bigint; readonly beta: bigint; readonly delta: bigint }

/**
 * The factors of the generators in the keys of a circuit. `a` and `b` have one for each wire, `inputs` one for each public wire, `c` one for each other wire.
 * `rest` has one for each odd root of unity of twice the size of the domain: the prover calculates A · B − C at these points.
 */
export type KeyFactors = {
  readonly domainSize: number
  readonly a: readonly bigint[]
  readonly b: readonly bigint[]
  readonly c: readonly bigint[]
  readonly inputs: readonly bigint[]
  readonly rest: readonly bigint[]
}

/** The order of the largest group of roots of unity in the field is 2 to this power. */
const mostPower = 28
const generator = 5n

/**
 * Calculates the keys of a Groth16 proof from secret numbers. A ceremony would reach the same keys without any party that has all secrets; one party that has
 * them needs a few multiplications for each number of the circuit. Such keys are for development chains only.
 */
export function setUpKeys(circuit: Circuit, { tau, alpha, beta, delta }: SetUpSecrets): KeyFactors {
  const { wires, publicCount, equations } = circuit
  const domainSize = 2 ** (Math.floor(Math.log2(equations + publicCount)) + 1)
  const sums = { A: zeros(wires), B: zeros(wires), C: zeros(wires) }
  const atTau = lagrangeAt(tau, domainSize)
  const add = (side: keyof typeof sums, wire: number, value: bigint) => {
    sums[side][wire] = ((sums[side][wire] ?? 0n) + value) % fieldOrder
  }
  circuit.eachTerm(({ side, equation, wire, factor }) => add(side, wire, factor * (atTau[equation] ?? 0n)))
  // One more equation for each public number makes the proof depend on it, even if the circuit does not use it.
  for (let wire = 0; wire <= publicCount; wire += 1) add('A', wire, atTau[equations + wire] ?? 0n)
  const mixed = sums.A.map((a, wire) => (beta * a + alpha * (sums.B[wire] ?? 0n) + (sums.C[wire] ?? 0n)) % fieldOrder)
  const byDelta = inverse(delta)
  const divided = (value: bigint) => (value * byDelta) % fieldOrder
  return {
    ...{ domainSize, a: sums.A, b: sums.B },
    inputs: mixed.slice(0, publicCount + 1),
    c: mixed.slice(publicCount + 1).map(divided),
    rest: lagrangeAt(tau, 2 * domainSize)
      .filter((_, index) => index % 2 === 1)
      .map(divided),
  }
}

/** Returns the values at a point of the polynomials that are 1 at one root of unity of this order and 0 at the others. */
function lagrangeAt(point: bigint, order: number): bigint[] {
  const power = Math.log2(order)
  assert(power <= mostPower, 'the field has roots of unity of this order')
  const root = powerOf(generator, (fieldOrder - 1n) / BigInt(order))
  const scale = (powerOf(point, BigInt(order)) - 1n + fieldOrder) * inverse(BigInt(order))
  const roots = [1n]
  while (roots.length < order) roots.push(((roots.at(-1) ?? 0n) * root) % fieldOrder)
  const inverses = inversesOf(roots.map((one) => (point - one + fieldOrder) % fieldOrder))
  return roots.map((one, index) => (((scale * one) % fieldOrder) * (inverses[index] ?? 0n)) % fieldOrder)
}

/** Returns the inverses of numbers, by one division for all. */
function inversesOf(values: readonly bigint[]): bigint[] {
  const products = [1n]
  for (const value of values) products.push(((products.at(-1) ?? 0n) * value) % fieldOrder)
  let rest = inverse(products.at(-1) ?? 0n)
  const inverses = zeros(values.length)
  for (let index = values.length - 1; index >= 0; index -= 1) {
    inverses[index] = (rest * (products[index] ?? 0n)) % fieldOrder
    rest = (rest * (values[index] ?? 0n)) % fieldOrder
  }
  return inverses
}

function inverse(value: bigint): bigint {
  assert(value % fieldOrder !== 0n, 'zero has no inverse')
  return powerOf(value, fieldOrder - 2n)
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % fieldOrder]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % fieldOrder
    square = (square * square) % fieldOrder
  }
  return result
}

function zeros(count: number): bigint[] {
  return Array.from({ length: count }, () => 0n)
}
