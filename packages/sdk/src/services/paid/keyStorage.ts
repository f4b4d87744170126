import type { Address } from '@infinitio/domain'

/** A storage for strings, such as a browser's `localStorage`. A written value can be read at once. */
export type KeyStorage = {
  readonly getItem: (name: string) => string | null
  readonly setItem: (name: string, value: string) => void
}

/** The payer and the service ledger for which this browser stores entries. The names of the entries contain these values. */
export type KeyPlace = { readonly chainId: number; readonly ledger: Address; readonly payer: Address }

/** Returns the common beginning of the names of a payer's entries in the storage. The lock of the payer's key has the same name. */
export function nameOfKey({ chainId, ledger, payer }: KeyPlace): string {
  return `infinitio.services.${chainId}.${ledger}.${payer}`
}
