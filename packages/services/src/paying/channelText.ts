import { assetUnits } from '@infinitio/domain'
import type { ClientChannel, OpenRequest } from '../clientChannel.ts'

type Plain<T> = { readonly [Name in keyof T]: T[Name] extends bigint ? string : T[Name] }
type StoredChannel = Plain<Omit<ClientChannel, 'waiting' | 'open'>> & { readonly open: readonly OpenRequest[] }

/**
 * Returns the state of a client's channel as one line of text. A receipt that waits for an earlier one is left out. Its request stays open, and the service
 * shows the receipt again.
 */
export function writeClientChannel({ waiting, ceiling, owed, open, ...rest }: ClientChannel): string {
  const stored: StoredChannel = { ...rest, open, ceiling: ceiling.toString(), owed: owed.toString() }
  return JSON.stringify(stored)
}

/** Returns the state of a client's channel from its text, or null for another text. */
export function readClientChannel(text: string): ClientChannel | null {
  try {
    const { ceiling, owed, ...rest } = JSON.parse(text) as StoredChannel
    return { ...rest, ceiling: assetUnits(BigInt(ceiling)), owed: assetUnits(BigInt(owed)), waiting: [] }
  } catch {
    return null
  }
}
