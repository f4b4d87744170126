import { bn254 } from '@noble/curves/bn254'
import { fieldOrder } from '../src/field.ts'
import type { RowsProof, VerifyingKey } from '../src/prover/verifyingKey.ts'

const First = bn254.G1.ProjectivePoint
const Second = bn254.G2.ProjectivePoint
const factorOfA = 77n
const alpha = 5n
const factors = [11n, 12n, 13n, 14n] as const

/**
 * A verifying key whose secret is known, so that a proof for any public inputs can be calculated at once. It shows what somebody can do who keeps the secret of
 * a setup, and measures the gas of a verification, which does not depend on the circuit.
 */
export const openSetup: VerifyingKey = {
  alpha: onFirst(alpha),
  ...{ beta: generator(), gamma: generator(), delta: generator() },
  inputs: factors.flatMap((factor) => [...onFirst(factor)]),
}

/** Returns a valid proof for these public inputs. */
export function forgeProof({ rowsHash, value, point }: Readonly<Record<'rowsHash' | 'value' | 'point', bigint>>): RowsProof {
  const inputs = [1n, rowsHash, value, point]
  const sum = factors.reduce((total, factor, index) => total + factor * (inputs[index] ?? 0n), alpha)
  const rest = (((factorOfA - sum) % fieldOrder) + fieldOrder) % fieldOrder
  return { rowsHash, a: onFirst(factorOfA), b: generator(), c: onFirst(rest) }
}

function onFirst(factor: bigint): readonly [bigint, bigint] {
  const { x, y } = First.BASE.multiply(factor).toAffine()
  return [x, y]
}

/** The generator of G2, the imaginary part of each coordinate first. */
function generator(): readonly [bigint, bigint, bigint, bigint] {
  const { x, y } = Second.BASE.toAffine()
  return [x.c1, x.c0, y.c1, y.c0]
}
