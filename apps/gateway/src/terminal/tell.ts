import type { WebSocket } from 'ws'
import type { ServerMessage } from './terminalMessages.ts'

/** Sends one text frame; a page that has gone gets nothing. */
export function tell(page: WebSocket, message: ServerMessage): void {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(message))
}
