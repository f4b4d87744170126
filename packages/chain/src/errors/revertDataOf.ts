import { BaseError } from 'viem'

/**
 * Finds the revert data in an error. viem's errors contain the data as `raw` or `data`, and the node's JSON-RPC answer contains it as `data`, at different
 * depths. Returns null if there is none.
 */
export function revertDataOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const found = error instanceof BaseError ? error.walk((cause) => dataOf(cause) !== null) : error
  return found === null ? null : dataOf(found)
}

function dataOf(value: unknown): string | null {
  if (value === null || typeof value !== 'object') return null
  const { raw, data } = value as { raw?: unknown; data?: unknown }
  if (typeof raw === 'string') return raw
  if (typeof data === 'string') return data
  if (data !== null && typeof data === 'object') return dataOf(data)
  return null
}
