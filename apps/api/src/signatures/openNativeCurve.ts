/// <reference path="./secp256k1.d.ts" />
import type { Curve } from './openCurve.ts'

/**
 * Opens the prebuilt binding of libsecp256k1. Throws if the package is not installed or has no
 * binary for this machine.
 */
export async function openNativeCurve(): Promise<Curve> {
  const { default: native } = await import('secp256k1/bindings.js')
  const publicKey = new Uint8Array(65)
  return {
    kind: 'native',
    recover: ({ signature, recovery, digest }) => native.ecdsaRecover(signature, recovery, digest, false, publicKey),
    sign({ digest, privateKey }) {
      const { signature, recid } = native.ecdsaSign(digest, privateKey)
      return { signature, recovery: recid === 1 ? 1 : 0 }
    },
  }
}
