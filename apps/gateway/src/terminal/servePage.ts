import type { WebSocket } from 'ws'
import { type Admission, admitToken, type TerminalKind } from './admitToken.ts'
import { joinFiles } from './joinFiles.ts'
import { joinLogSearch } from './joinLogSearch.ts'
import { joinPage } from './joinPage.ts'
import { refusePage } from './refusePage.ts'
import { openMessage, readMessage } from './terminalMessages.ts'
import type { TerminalRooms } from './terminalRooms.ts'

const openWithinMs = 5_000

/** What a page came for. A search of the log is let in by a token for logs. */
export type PageKind = TerminalKind | 'search'

/** Waits for a page's first message, judges its token and joins it to the lease. A refusal says its code and sentence, then closes. */
export function servePage({ page, kind, rooms }: { page: WebSocket; kind: PageKind; rooms: TerminalRooms }): void {
  page.on('error', (error) => rooms.logger.debug({ err: error }, 'a page broke the protocol'))
  const timer = setTimeout(() => refusePage(page, 'auth.token_invalid'), openWithinMs)
  page.once('close', () => clearTimeout(timer))
  page.once('message', (data, isBinary) => {
    clearTimeout(timer)
    const message = isBinary ? null : readMessage(openMessage, data.toString())
    if (message === null) return refusePage(page, 'api.malformed_body')
    admit(message.token, kind === 'search' ? 'logs' : kind, rooms)
      .then((admission) => {
        if ('refused' in admission) return refusePage(page, admission.refused)
        if (kind === 'search') return joinLogSearch({ page, ...admission, rooms })
        if (kind === 'files') return joinFiles({ page, ...admission, rooms })
        const size = { columns: message.columns, rows: message.rows }
        joinPage({ page, ...admission, rooms }, { kind, shell: message.shell, size, from: message.from ?? null })
      })
      .catch((error: unknown) => {
        rooms.logger.warn({ err: error }, 'a terminal token could not be judged')
        refusePage(page, 'api.database_unavailable')
      })
  })
}

function admit(token: string, kind: TerminalKind, { db, gatewayId, leases }: TerminalRooms): Promise<Admission> {
  return admitToken({ db, gatewayId, leases, token, kind, now: new Date() })
}
