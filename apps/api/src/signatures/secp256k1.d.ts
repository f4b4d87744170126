/** Types of the native binding only. The main entry of the package would use a slow implementation without a warning if the binding is missing. */
declare module 'secp256k1/bindings.js' {
  const native: {
    ecdsaRecover(signature: Uint8Array, recovery: number, digest: Uint8Array, compressed: boolean, output: Uint8Array): Uint8Array
    ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number }
  }
  export default native
}
