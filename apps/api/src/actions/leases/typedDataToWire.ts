import type { TypedData } from '@infinitio/domain'

/** Returns EIP-712 data with its large numbers as decimal strings, as JSON and wallets need them. */
export function typedDataToWire(data: TypedData): TypedData {
  const message = Object.fromEntries(
    Object.entries(data.message).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  )
  return { ...data, message }
}
