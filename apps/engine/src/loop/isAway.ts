import { ChainContradiction } from '@infinitio/chain/node'
import { BaseError } from 'viem'

const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])
/** SQLSTATE classes of temporary failures: connection errors, missing resources, shutdown, and conflicts between transactions. */
const PASSING_SQLSTATE = /^(08|53|57P|40)/
const LOST_CONNECTION =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|connection error and is not queryable|connection ended/i

/**
 * Returns true if an error is temporary, so that a retry may succeed: the database or the chain is unavailable, or the chain node contradicts itself. Returns
 * false for any other error, such as a violated rule, contradictory data or a bug.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof BaseError || error instanceof ChainContradiction) return true
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && (SOCKET_CODES.has(code) || PASSING_SQLSTATE.test(code))) return true
  if (error instanceof AggregateError) return error.errors.every(isAway)
  return LOST_CONNECTION.test(error.message)
}
