import { setTimeout as pause } from 'node:timers/promises'
import { type Client, isErrorCode, refusal } from '@infinitio/sdk'

/** A position in a log. `run` identifies the log file, and `offset` is the number of bytes from its beginning. */
type LogPosition = { readonly run: string; readonly offset: number }

type Message = { readonly type: string; readonly place?: LogPosition | null; readonly code?: string }

/** The reason why a connection ended: the lease is over (`over`), no more data came (`quiet`), or the connection broke (`broken`). */
type End = 'over' | 'quiet' | 'broken'

const leaseOverCode = 4_410
const pauseMs = 1_000
/** Milliseconds without data after which reading ends, unless the log is followed. The gateway sends the existing text at once. */
const quietMs = 1_000
const pingEveryMs = 15_000

/**
 * Reads the end of a lease's log through the gateway and passes each piece to a callback. With `isFollowed`, continues until the lease ends, and resumes at the
 * same byte after a lost connection. Throws `lease.unknown`, `lease.over`, `auth.forbidden`, and the gateway's codes.
 */
export async function readLeaseLog(
  client: Client,
  { leaseId, isFollowed, onBytes }: { leaseId: string; isFollowed: boolean; onBytes: (bytes: Uint8Array) => void },
): Promise<void> {
  let position: LogPosition | null = null
  for (;;) {
    const { token, url } = await client.createTerminalToken({ leaseId, kind: 'logs' })
    const end = await readOnce(url, {
      opening: { type: 'open', token, ...(position === null ? {} : { from: position }) },
      isFollowed,
      onPosition: (next) => (position = next),
      onBytes: (bytes) => {
        if (position !== null) position = { ...position, offset: position.offset + bytes.byteLength }
        onBytes(bytes)
      },
    })
    if (end !== 'broken') return
    await pause(pauseMs)
  }
}

function readOnce(
  url: string,
  {
    opening,
    isFollowed,
    onPosition,
    onBytes,
  }: { opening: object; isFollowed: boolean; onPosition: (position: LogPosition | null) => void; onBytes: (bytes: Uint8Array) => void },
): Promise<End> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    let heardAt = Date.now()
    const watch = setInterval(() => {
      if (Date.now() - heardAt > 2 * pingEveryMs) finish('broken')
      else if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'ping' }))
    }, pingEveryMs)
    let quiet: NodeJS.Timeout | undefined
    const finish = (end: End): void => {
      clearInterval(watch)
      clearTimeout(quiet)
      resolve(end)
      socket.close()
    }
    const listen = (): void => {
      clearTimeout(quiet)
      if (!isFollowed) quiet = setTimeout(() => finish('quiet'), quietMs)
    }
    socket.addEventListener('open', () => socket.send(JSON.stringify(opening)))
    socket.addEventListener('message', (event) => {
      const data: ArrayBuffer | string = event.data
      heardAt = Date.now()
      if (typeof data !== 'string') {
        onBytes(new Uint8Array(data))
        listen()
        return
      }
      const message = JSON.parse(data) as Message
      if (message.type === 'opened') onPosition(message.place ?? null)
      if (message.type === 'opened') listen()
      const { code = '' } = message
      if (message.type === 'error') reject(refusal(isErrorCode(code) ? code : 'api.internal', { detail: 'the gateway' }))
    })
    socket.addEventListener('close', ({ code }) => finish(code === leaseOverCode ? 'over' : 'broken'))
    socket.addEventListener('error', () => finish('broken'))
  })
}
