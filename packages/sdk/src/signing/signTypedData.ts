import type { TypedData } from '@infinitio/domain'

/** Whatever can sign EIP-712 data for an account: a viem account, a wagmi wallet client behind a function. */
export type TypedDataSigner = {
  readonly address: string
  // biome-ignore lint/suspicious/noExplicitAny: viem types its argument by the literal types, which a value built at run time has not.
  signTypedData(data: any): Promise<string>
}

/** Signs EIP-712 data and spells the signature the one way the market takes: lower-case, v 27 or 28. */
export async function signTypedData(signer: TypedDataSigner, data: TypedData): Promise<`0x${string}`> {
  const signature = (await signer.signTypedData(data)).toLowerCase()
  const v = Number.parseInt(signature.slice(130, 132), 16)
  // A contract account's signature is not of 65 bytes, and has no parity.
  if (signature.length !== 132) return signature as `0x${string}`
  return `${signature.slice(0, 130)}${(v < 27 ? v + 27 : v).toString(16)}` as `0x${string}`
}
