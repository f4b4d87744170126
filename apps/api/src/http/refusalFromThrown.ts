import type { Refusal } from '@infinitio/domain'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import { DeadlineError } from './withinDeadline.ts'

/** Error codes of PostgreSQL and of its connection: connection errors, conflicts, missing resources, shutdown, and timeouts. */
const databaseCodes = /^(08...|40...|53...|57P..|57014|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/
const databaseMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after|database .* is not currently accepting connections)/

/**
 * Returns the refusal for a thrown error. If the chain or the database is not reachable, the status
 * is 503, and the caller may retry. Any other error is our bug (`api.internal`, 500).
 */
export function refusalFromThrown(error: unknown): Refusal {
  if (error instanceof ChainUnavailableError) return { rejected: 'chain.rpc_unavailable', detail: error.message }
  if (error instanceof DeadlineError) return { rejected: 'api.database_unavailable', detail: error.message }
  if (isDatabaseAway(error)) return { rejected: 'api.database_unavailable' }
  return { rejected: 'api.internal' }
}

function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return databaseCodes.test(code) || databaseMessages.test(error.message)
}
