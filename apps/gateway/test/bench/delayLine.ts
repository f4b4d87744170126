import net from 'node:net'

// A proxy in a separate process. It delays each direction by a fixed time but does not limit the speed. Arguments: target port, and the delay of one direction
// in milliseconds, and the target's host (by default this one). Sends its own port to the parent process. After the message `silence`, it drops all bytes of open connections, as a dead connection would.

/** The most bytes that this proxy may delay in one direction at a time. This is far more than any TCP window, so the limit never slows down a sender. */
const mostOnLineBytes = 64 * 1024 * 1024
const [target = '', oneWay = '', host = '127.0.0.1'] = process.argv.slice(2)
const open = new Set<net.Socket>()

const server = net.createServer({ noDelay: true }, (near) => {
  const far = net.connect({ port: Number(target), host, noDelay: true })
  for (const socket of [near, far]) {
    open.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      open.delete(socket)
      near.destroy()
      far.destroy()
    })
  }
  carry(near, far)
  carry(far, near)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as net.AddressInfo).port }))
process.on('message', (word) => {
  if (word === 'silence') for (const socket of open) socket.removeAllListeners('data').resume()
})
process.on('disconnect', () => process.exit(0))

function carry(from: net.Socket, to: net.Socket): void {
  const line: { dueMs: number; bytes: Buffer }[] = []
  let first = 0
  let onLineBytes = 0
  let isTimed = false
  const release = (): void => {
    isTimed = false
    for (let head = line[first]; head !== undefined && head.dueMs <= performance.now(); head = line[first]) {
      first += 1
      onLineBytes -= head.bytes.length
      to.write(head.bytes)
    }
    if (first > 1_000) line.splice(0, first)
    if (first > line.length || line.length === 0) first = 0
    if (from.isPaused() && onLineBytes < mostOnLineBytes / 2) from.resume()
    const next = line[first]
    if (next === undefined || isTimed) return
    isTimed = true
    setTimeout(release, Math.max(0, next.dueMs - performance.now()))
  }
  from.on('data', (bytes: Buffer) => {
    line.push({ dueMs: performance.now() + Number(oneWay), bytes })
    onLineBytes += bytes.length
    if (onLineBytes > mostOnLineBytes) from.pause()
    if (isTimed) return
    isTimed = true
    setTimeout(release, Number(oneWay))
  })
}
