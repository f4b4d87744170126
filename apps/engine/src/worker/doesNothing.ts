import { type Hex, parseTransaction } from 'viem'

/** True for the bytes of a transaction without a call: it was signed only to use its nonce. */
export function doesNothing(raw: string | undefined): boolean {
  const { data } = parseTransaction(raw as Hex)
  return data === undefined || data === '0x'
}
