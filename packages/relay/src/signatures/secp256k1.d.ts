/** The types of the native binding. The code imports the binding directly, because the package's main entry silently falls back to a slow implementation. */
declare module 'secp256k1/bindings.js' {
  const native: {
    ecdsaRecover(signature: Uint8Array, recovery: number, digest: Uint8Array, compressed: boolean, output: Uint8Array): Uint8Array
    ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number }
  }
  export default native
}
