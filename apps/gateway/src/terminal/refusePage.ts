import { type ErrorCode, errorTable } from '@infinitio/domain'
import type { WebSocket } from 'ws'
import { closeCodes, tell } from './terminalMessages.ts'

/** Sends a page the code and the sentence of a refusal and closes the connection. */
export function refusePage(page: WebSocket, code: ErrorCode): void {
  tell(page, { type: 'error', code, sentence: errorTable[code].sentence })
  page.close(closeCodeOf(code), code)
}

function closeCodeOf(code: ErrorCode): number {
  if (code === 'lease.over' || code === 'lease.not_ready') return closeCodes.leaseOver
  if (code === 'api.rate_limited') return closeCodes.tooMany
  return code === 'node.tunnel_down' || code === 'api.database_unavailable' ? closeCodes.nodeAway : closeCodes.tokenRefused
}
