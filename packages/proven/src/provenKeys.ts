import { address, type Address, type Hex32, keccak256Hex } from '@infinitio/domain'
import { babyjubjub } from '@noble/curves/misc'
import { poseidon2 } from 'poseidon-lite/poseidon2'
import { poseidon5 } from 'poseidon-lite/poseidon5'
import { fieldOrder } from './field.ts'

/** A point of BabyJubJub by its two coordinates. */
export type CurvePoint = readonly [x: bigint, y: bigint]

/** The parts of a signature: the public key of its signer, and the point and the number of the signature itself. */
export type ProvenSignature = { readonly point: CurvePoint; readonly r8: CurvePoint; readonly s: bigint }

/** The order of the subgroup in which keys and signatures are. */
const subgroupOrder = 2736030358979909402780800718157159386076813972158567259200215660948447373041n
const cofactor = 8n
const Point = babyjubjub.ExtendedPoint
const base8 = Point.fromAffine({
  x: 5299619240641551281634865583518297030282874472190772894086521144482721001553n,
  y: 16950150798460657717958625567821834550301663161624707787222815936182638968203n,
})
const wordDigits = 64
const words = 5

/** Returns the key that names the channels of a secret key of 32 bytes: the low 160 bits of the Poseidon hash of its point. */
export function provenKeyOf(secret: `0x${string}`): Address {
  return keyOfPoint(pointOf(scalarOf(secret)))
}

/**
 * Signs a hash by EdDSA over Poseidon. The signature has 160 bytes: the signer's point, the point R and the number s, each number in 32 bytes. The same secret
 * and hash always give the same signature.
 */
export function signProven(digest: Hex32, secret: `0x${string}`): `0x${string}` {
  const scalar = scalarOf(secret)
  const point = pointOf(scalar)
  const nonce = below(subgroupOrder, `nonce${secret.slice(2)}${digest.slice(2)}`)
  const r8 = pointOf(nonce)
  // The verifier multiplies the point by 8 once more, so the number has this factor too.
  const s = (nonce + cofactor * challengeOf(r8, point, digest) * scalar) % subgroupOrder
  return `0x${[...point, ...r8, s].map((word) => word.toString(16).padStart(wordDigits, '0')).join('')}`
}

/** Returns the parts of a signature, or null for other bytes. Does not check the signature. */
export function readProvenSignature(signature: string): ProvenSignature | null {
  if (signature.length !== 2 + words * wordDigits || !/^0x[0-9a-f]*$/.test(signature)) return null
  const [x = 0n, y = 0n, rx = 0n, ry = 0n, s = 0n] = Array.from({ length: words }, (_, index) => {
    return BigInt(`0x${signature.slice(2 + index * wordDigits, 2 + (index + 1) * wordDigits)}`)
  })
  return { point: [x, y], r8: [rx, ry], s }
}

/**
 * Returns the key that signed a hash, or null for a signature that the circuit refuses: a number that is not below its order, a point that is not on the curve,
 * a key of a small order, or another signer. A service must accept no other vouchers, because it could not settle them.
 */
export function recoverProven(digest: Hex32, signature: string): Address | null {
  const read = readProvenSignature(signature)
  if (read === null) return null
  const { point, r8, s } = read
  if ([...point, ...r8, BigInt(digest)].some((value) => value >= fieldOrder) || s >= subgroupOrder) return null
  const [signer, nonce] = [curvePoint(point), curvePoint(r8)]
  if (signer === null || nonce === null) return null
  const eighth = signer.double().double().double()
  if (eighth.equals(Point.ZERO)) return null
  const right = nonce.add(eighth.multiplyUnsafe(challengeOf(r8, point, digest)))
  return base8.multiplyUnsafe(s).equals(right) ? keyOfPoint(point) : null
}

function curvePoint([x, y]: CurvePoint): InstanceType<typeof Point> | null {
  try {
    const point = Point.fromAffine({ x, y })
    point.assertValidity()
    return point
  } catch {
    // The coordinates do not fit the equation of the curve.
    return null
  }
}

function challengeOf(r8: CurvePoint, point: CurvePoint, digest: Hex32): bigint {
  return poseidon5([...r8, ...point, BigInt(digest)])
}

function keyOfPoint(point: CurvePoint): Address {
  const low = poseidon2([...point]) % 2n ** 160n
  return address(`0x${low.toString(16).padStart(40, '0')}`)
}

function pointOf(scalar: bigint): CurvePoint {
  const { x, y } = base8.multiply(scalar).toAffine()
  return [x, y]
}

function scalarOf(secret: `0x${string}`): bigint {
  return below(subgroupOrder, `secret${secret.slice(2)}`)
}

/** Returns a number from 1 up to `order`, without it, from two hashes of a text. Two hashes make its distribution even. */
function below(order: bigint, text: string): bigint {
  const hash = (part: string) => keccak256Hex(new TextEncoder().encode(`infinitio proven ${part} ${text}`))
  return (BigInt(hash('one') + hash('two').slice(2)) % (order - 1n)) + 1n
}
