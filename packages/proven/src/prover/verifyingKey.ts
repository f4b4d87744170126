import { type Hex32, keccak256Hex } from '@infinitio/domain'
import { hexToBytes } from '@noble/curves/abstract/utils'

type Two = readonly [bigint, bigint]
type Four = readonly [bigint, bigint, bigint, bigint]

/** A verifying key in the form that the contract `VoucherVerifier` takes. */
export type VerifyingKey = {
  readonly alpha: Two
  readonly beta: Four
  readonly gamma: Four
  readonly delta: Four
  readonly inputs: readonly bigint[]
}

/** A proof in the form that `ServiceLedger.settleProven` takes. */
export type RowsProof = { readonly rowsHash: bigint; readonly a: Two; readonly b: Four; readonly c: Two }

type Json = Readonly<Record<string, unknown>>
const pointsOfInputs = 4

/** Reads the verifying key that the prover wrote. Throws for another number of public inputs. */
export function readVerifyingKey(text: string): VerifyingKey {
  const json = JSON.parse(text) as Json
  const points = json['IC'] as unknown[]
  if (points.length !== pointsOfInputs) throw new Error(`a verifying key has ${pointsOfInputs} points of inputs, not ${points.length}`)
  return {
    alpha: onFirst(json['vk_alpha_1']),
    beta: onSecond(json['vk_beta_2']),
    gamma: onSecond(json['vk_gamma_2']),
    delta: onSecond(json['vk_delta_2']),
    inputs: points.flatMap((point) => [...onFirst(point)]),
  }
}

/** Reads the proof that the prover wrote. */
export function readProof(text: string, rowsHash: bigint): RowsProof {
  const json = JSON.parse(text) as Json
  return { rowsHash, a: onFirst(json['pi_a']), b: onSecond(json['pi_b']), c: onFirst(json['pi_c']) }
}

/** Returns the hash by which a program finds the proving key of a verifier. Calculates the same as `VoucherVerifier.keyHash`. */
export function hashOfKey({ alpha, beta, gamma, delta, inputs }: VerifyingKey): Hex32 {
  const words = [...alpha, ...beta, ...gamma, ...delta, ...inputs]
  return keccak256Hex(hexToBytes(words.map((word) => word.toString(16).padStart(64, '0')).join('')))
}

function onFirst(point: unknown): Two {
  const [x = '0', y = '0'] = point as readonly string[]
  return [BigInt(x), BigInt(y)]
}

/** The prover writes the real part of a coordinate first, the precompiled contracts expect the imaginary part first. */
function onSecond(point: unknown): Four {
  const [[xr = '0', xi = '0'] = [], [yr = '0', yi = '0'] = []] = point as readonly (readonly string[])[]
  return [BigInt(xi), BigInt(xr), BigInt(yi), BigInt(yr)]
}
