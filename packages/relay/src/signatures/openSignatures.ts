/// <reference path="./secp256k1.d.ts" />
import { type Address, address, type Hex32, isRefusal, keccak256, splitSignature } from '@infinitio/domain'
import { secp256k1 } from '@noble/curves/secp256k1'

/** Signs digests and recovers their signers. A service does both for each request. */
export type Signatures = {
  readonly kind: 'native' | 'plain'
  /** Signs a digest with a private key. The signature has 65 bytes and the lower of the two valid values of s. */
  readonly sign: (digest: Hex32, privateKey: `0x${string}`) => `0x${string}`
  /** Returns the account that signed a digest, or null for a signature that the contracts reject. */
  readonly recover: (digest: Hex32, signature: `0x${string}`) => Address | null
}

type Curve = {
  readonly sign: (digest: Uint8Array, privateKey: Uint8Array) => { readonly signature: Uint8Array; readonly recovery: number }
  readonly recover: (digest: Uint8Array, signature: Uint8Array, recovery: number) => Uint8Array
}

const oddEnd = 27

/** Opens the native secp256k1 library if this machine has it. Otherwise uses the implementation in JavaScript, which is slower. */
export async function openSignatures(): Promise<Signatures> {
  const native = await openNative().catch(() => null)
  return signaturesOf(native ?? plainCurve, native === null ? 'plain' : 'native')
}

/** Returns signing and recovery with the JavaScript implementation of secp256k1. */
export function plainSignatures(): Signatures {
  return signaturesOf(plainCurve, 'plain')
}

function signaturesOf(curve: Curve, kind: Signatures['kind']): Signatures {
  return {
    kind,
    sign(digest, privateKey) {
      const { signature, recovery } = curve.sign(bytesOf(digest), bytesOf(privateKey))
      return `0x${Buffer.from(signature).toString('hex')}${(oddEnd + recovery).toString(16)}`
    },
    recover(digest, signature) {
      const split = splitSignature(signature)
      if (isRefusal(split)) return null
      try {
        const publicKey = curve.recover(bytesOf(digest), bytesOf(signature.slice(0, 130)), split.recovery)
        return address(`0x${Buffer.from(keccak256(publicKey.subarray(1))).toString('hex', 12)}`)
      } catch {
        // No point of the curve has this r, so no key can have made the signature.
        return null
      }
    },
  }
}

async function openNative(): Promise<Curve> {
  const { default: native } = await import('secp256k1/bindings.js')
  return {
    sign(digest, privateKey) {
      const { signature, recid } = native.ecdsaSign(digest, privateKey)
      return { signature, recovery: recid }
    },
    recover: (digest, signature, recovery) => native.ecdsaRecover(signature, recovery, digest, false, new Uint8Array(65)),
  }
}

const plainCurve: Curve = {
  sign(digest, privateKey) {
    const signed = secp256k1.sign(digest, privateKey, { lowS: true })
    return { signature: signed.toCompactRawBytes(), recovery: signed.recovery }
  },
  recover: (digest, signature, recovery) =>
    secp256k1.Signature.fromCompact(signature).addRecoveryBit(recovery).recoverPublicKey(digest).toRawBytes(false),
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex')
}
