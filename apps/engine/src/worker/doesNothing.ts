import { type Hex, parseTransaction } from 'viem'

/** Returns true if a signed transaction contains no call, so that its only purpose is to use up its nonce. */
export function doesNothing(raw: string | undefined): boolean {
  const { data } = parseTransaction(raw as Hex)
  return data === undefined || data === '0x'
}
