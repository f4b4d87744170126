import { assetUnits } from '@infinitio/domain'
import type { ClientChannel, OpenRequest } from '../clientChannel.ts'

type Plain<T> = { readonly [Name in keyof T]: T[Name] extends bigint ? string : T[Name] }
type StoredChannel = Plain<Omit<ClientChannel, 'waiting' | 'open'>> & { readonly open: readonly StoredRequest[] }
type StoredRequest = Omit<OpenRequest, 'covered'> & { readonly covered?: string }

/**
 * Writes a client's state of a payment channel as one line of text. A receipt that waits for an earlier one is not written; its request is written as open
 * instead, so that the client asks for the receipt again after a restart.
 */
export function writeClientChannel({ waiting, ceiling, owed, open, ...rest }: ClientChannel): string {
  const unsettled = [...open, ...waiting.flatMap((receipt) => receipt.open ?? [])]
  const stored: StoredChannel = { ...rest, open: unsettled.map(storedRequest), ceiling: ceiling.toString(), owed: owed.toString() }
  return JSON.stringify(stored)
}

/** Parses a client's state of a payment channel from its text. Returns null for a text that is not JSON or has no amounts. */
export function readClientChannel(text: string): ClientChannel | null {
  try {
    const { ceiling, owed, open, ...rest } = JSON.parse(text) as StoredChannel
    return { ...rest, open: open.map(readRequest), ceiling: assetUnits(BigInt(ceiling)), owed: assetUnits(BigInt(owed)), waiting: [] }
  } catch {
    return null
  }
}

function storedRequest({ covered, ...request }: OpenRequest): StoredRequest {
  return covered === undefined ? request : { ...request, covered: covered.toString() }
}

function readRequest({ covered, ...request }: StoredRequest): OpenRequest {
  return covered === undefined ? request : { ...request, covered: assetUnits(BigInt(covered)) }
}
