import { ChainContradiction } from '@infinitio/chain/node'
import { BaseError } from 'viem'

const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])
/** Classes of SQLSTATE that pass by themselves: connection, resources, shutdown, and lost races. */
const PASSING_SQLSTATE = /^(08|53|57P|40)/
const LOST_CONNECTION =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|connection error and is not queryable|connection ended/i

/**
 * True when an error says that the database or the chain is away for now, or that the chain's node contradicts itself, so that trying
 * again later makes sense. Everything else (a broken rule, a contradiction in the data, a bug) is not.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof BaseError || error instanceof ChainContradiction) return true
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && (SOCKET_CODES.has(code) || PASSING_SQLSTATE.test(code))) return true
  if (error instanceof AggregateError) return error.errors.every(isAway)
  return LOST_CONNECTION.test(error.message)
}
