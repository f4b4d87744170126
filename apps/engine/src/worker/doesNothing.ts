import type { TransactionRow } from '@infinitio/db'
import { type Hex, parseTransaction } from 'viem'

/** True when the newest bytes of a nonce call nothing: they were signed only to use it up. */
export function doesNothing({ raw }: Pick<TransactionRow, 'raw'>): boolean {
  const { data } = parseTransaction(raw.at(-1) as Hex)
  return data === undefined || data === '0x'
}
