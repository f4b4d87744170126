import type { Curve } from './openCurve.ts'

/** Opens libsecp256k1 as WebAssembly. It is slower than the native binding, but needs no binary for this machine. */
export async function openWasmCurve(): Promise<Curve> {
  // Import the package only here. It is large, and a process with the native binding does not need it.
  const { instantiateSecp256k1 } = await import('@bitauth/libauth')
  const wasm = await instantiateSecp256k1()
  return {
    kind: 'wasm',
    recover({ signature, recovery, digest }) {
      const publicKey = wasm.recoverPublicKeyUncompressed(signature, recovery, digest)
      if (typeof publicKey === 'string') throw new Error(publicKey)
      return publicKey
    },
    sign({ digest, privateKey }) {
      const signed = wasm.signMessageHashRecoverableCompact(privateKey, digest)
      if (typeof signed === 'string') throw new Error(signed)
      return { signature: signed.signature, recovery: signed.recoveryId === 1 ? 1 : 0 }
    },
  }
}
