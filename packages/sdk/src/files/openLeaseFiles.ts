import { isErrorCode } from '@infinitio/domain'
import { createTerminalToken } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { LeaseFiles } from './leaseFiles.ts'
import { SftpSession } from './sftpSession.ts'

/**
 * Opens the files of a lease through the gateway, for its holder. Throws `lease.unknown`, `lease.not_holder`,
 * `lease.over`, `lease.not_ready`, `node.tunnel_down`, `lease.files_unavailable` if its image has no sftp server, and
 * `api.rate_limited` if too many connections are open. Close it afterwards.
 */
export async function openLeaseFiles(transport: Transport, { leaseId }: { leaseId: string }): Promise<LeaseFiles> {
  const { token, url } = await createTerminalToken(transport, { leaseId, kind: 'files' })
  return new LeaseFiles(await openFilesLine({ url, token }))
}

const pingEveryMs = 15_000

/**
 * Opens a WebSocket to a lease's files and waits for the first message of its sftp server. Closes the connection after more than 30 s of silence. Rejects with
 * the gateway's code, or `lease.transfer_broken`.
 */
async function openFilesLine({ url, token }: { url: string; token: string }): Promise<SftpSession> {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const session = new SftpSession({ send: (bytes) => socket.send(bytes), close: () => socket.close(1_000) })
  let heardAt = Date.now()
  const watch = setInterval(() => {
    if (Date.now() - heardAt > 2 * pingEveryMs) over()
    else if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'ping' }))
  }, pingEveryMs)
  function over(): void {
    clearInterval(watch)
    session.end(refusal('lease.transfer_broken', { detail: 'the connection to the gateway' }))
    socket.close()
  }
  socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'open', token })))
  socket.addEventListener('message', (event) => {
    const data: ArrayBuffer | string = event.data
    heardAt = Date.now()
    if (typeof data !== 'string') return session.took(new Uint8Array(data))
    const code = codeOf(data)
    if (code !== null) session.end(refusal(isErrorCode(code) ? code : 'api.internal', { detail: 'the gateway' }))
  })
  socket.addEventListener('close', over)
  socket.addEventListener('error', over)
  await session.opened
  return session
}

/** Returns the code of a text frame with an error, or null for other frames. */
function codeOf(text: string): string | null {
  try {
    const message = JSON.parse(text) as { type?: unknown; code?: unknown } | null
    return message?.type === 'error' ? String(message.code) : null
  } catch {
    return null
  }
}
