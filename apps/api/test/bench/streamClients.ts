import { connect, type Socket } from 'node:net'

// Opens event streams in a separate process. Arguments: the port, the number of streams and the topic. Sends `open` when each stream has received its first
// event. Later it receives the times at which versions were made. It then sends how long each stream took to show each version, or a later one, in tenths of a
// millisecond.

const [port, count, topic] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4] ?? '']
const atOnce = 100
const versionMark = '"version":"'
/** All sockets read into this one buffer, and its bytes are processed at once. This needs less CPU time than a buffer for each read. */
const buffer = Buffer.alloc(65_536)

type Reader = { readonly socket: Socket; readonly seenAt: Map<number, number> }
const readers: Reader[] = []
for (let from = 0; from < count; from += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, count - from) }, openStream)
  readers.push(...(await Promise.all(batch)))
}
process.send?.('open')
process.on('message', (madeAt: readonly (readonly [version: number, at: number])[]) => {
  const tookTenths = readers.flatMap(({ seenAt }) => madeAt.map(([version, at]) => Math.round((firstFrom(seenAt, version) - at) * 10)))
  process.send?.(tookTenths, () => process.exit(0))
})

/** Returns the time at which a stream showed this version. If it skipped that version, returns the time of the first later one. */
function firstFrom(seenAt: ReadonlyMap<number, number>, version: number): number {
  for (const [seen, at] of seenAt) if (seen >= version) return at
  return Number.NaN
}

function openStream(): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const seenAt = new Map<number, number>()
    let rest = ''
    const take = (part: string): void => {
      const at = nowMs()
      rest += part
      if (seenAt.size === 0 && !rest.startsWith('HTTP/1.1 200')) reject(new Error(rest.slice(0, 300)))
      const end = rest.lastIndexOf('\n\n')
      if (end === -1) return
      for (let mark = rest.indexOf(versionMark); mark !== -1 && mark < end; mark = rest.indexOf(versionMark, mark + 1)) {
        const version = Number.parseInt(rest.slice(mark + versionMark.length, mark + versionMark.length + 16), 10)
        if (!seenAt.has(version)) seenAt.set(version, at)
      }
      // The first read may end before the first event is complete, even inside the headers. So collect the text until then.
      if (seenAt.size === 0) return
      rest = rest.slice(end + 2)
      resolve(reader)
    }
    const callback = (bytes: number): boolean => {
      take(buffer.toString('latin1', 0, bytes))
      return true
    }
    const socket = connect({ host: '127.0.0.1', port, noDelay: true, onread: { buffer, callback } })
    const reader = { socket, seenAt }
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed a stream')))
    socket.write(`GET /api/v1/events?topics=${topic} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  })
}

/** Returns the current time by a clock that is the same for all processes of this machine, in milliseconds. */
function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
