import { assetUnits } from '@infinitio/domain'
import type { ClientChannel, OpenRequest } from '../clientChannel.ts'

type Plain<T> = { readonly [Name in keyof T]: T[Name] extends bigint ? string : T[Name] }
type StoredChannel = Plain<Omit<ClientChannel, 'waiting' | 'open'>> & { readonly open: readonly OpenRequest[] }

/** Writes a client's state of a payment channel as one line of text. It leaves out receipts that wait for an earlier one. */
export function writeClientChannel({ waiting, ceiling, owed, open, ...rest }: ClientChannel): string {
  const stored: StoredChannel = { ...rest, open, ceiling: ceiling.toString(), owed: owed.toString() }
  return JSON.stringify(stored)
}

/** Parses a client's state of a payment channel from its text. Returns null for a text that is not JSON or has no amounts. */
export function readClientChannel(text: string): ClientChannel | null {
  try {
    const { ceiling, owed, ...rest } = JSON.parse(text) as StoredChannel
    return { ...rest, ceiling: assetUnits(BigInt(ceiling)), owed: assetUnits(BigInt(owed)), waiting: [] }
  } catch {
    return null
  }
}
