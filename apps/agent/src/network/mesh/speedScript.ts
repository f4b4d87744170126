import { mostMbps } from '@infinitio/domain/wire'
import { z } from 'zod'

/** The TCP port in a lease's network on which the program listens while it measures. If a program of the lease uses this port, only the other side measures. */
const port = 61_973
/** A measurement ends after this many bytes, or after this many milliseconds. */
const most = { bytes: 67_108_864, ms: 1_500 } as const
/** How long the program runs at most. Both machines must run it at the same time, and they learn of each other some seconds apart. */
const windowMs = 20_000
/** How many connections the program accepts at once. A cluster has at most 254 members. */
const mostConnections = 256
/** The most characters of an answer. The other member may be dishonest, so the program reads no more of its answer. */
const mostCharacters = 32

/**
 * A program for Node that measures the bandwidth between leases of a cluster. Its arguments are its own address, the addresses to which it sends, and the
 * addresses from which it receives, each list with commas. Sends bytes to one address after another; the receiver counts them and answers with the result.
 * Prints the Mbit/s for each address as JSON when all are measured, or after 20 s. Ignores connections from other addresses, and answers without a
 * plausible bandwidth. Runs in the network of a lease and loads no file.
 */
export const speedScript = `
const { connect, createServer } = require('node:net')
const [own, ...lists] = process.argv.slice(1)
const [targets, sources] = lists.map((list) => list.split(',').filter((one) => one !== ''))
const found = new Map()
const end = () => { process.stdout.write(JSON.stringify([...found]), () => process.exit()) }
setTimeout(end, ${windowMs})
const part = Buffer.alloc(262144)
const note = (address, mbps) => { if (mbps > 0 && mbps <= ${mostMbps}) found.set(address, mbps) }
const server = createServer({ allowHalfOpen: true }, (socket) => {
  let bytes = 0, begun = 0
  socket.on('error', () => {})
  if (!sources.includes(socket.remoteAddress)) return void socket.destroy()
  socket.on('data', (data) => { if (begun === 0) begun = performance.now(); bytes += data.length })
  socket.on('end', () => {
    const mbps = bytes / 125 / Math.max(1, performance.now() - begun)
    note(socket.remoteAddress, mbps)
    socket.end(String(mbps))
  })
})
server.maxConnections = ${mostConnections}
server.on('error', () => {}).listen(${port}, own)
const send = (host) => new Promise((done) => {
  let text = ''
  const socket = connect({ host, port: ${port}, localAddress: own })
  const timer = setTimeout(() => socket.destroy(), ${4 * most.ms})
  socket.on('connect', () => {
    const until = performance.now() + ${most.ms}
    let sent = 0
    const write = () => {
      while (sent < ${most.bytes} && performance.now() < until) {
        sent += part.length
        if (!socket.write(part)) return void socket.once('drain', write)
      }
      socket.end()
    }
    write()
  })
  socket.on('data', (data) => {
    text += data
    if (text.length <= ${mostCharacters}) return
    text = ''
    socket.destroy()
  })
  socket.on('error', () => {})
  socket.on('close', () => { clearTimeout(timer); note(host, Number(text)); done() })
})
const pause = () => new Promise((done) => setTimeout(done, 300))
;(async () => {
  for (;;) {
    for (const host of targets) if (!found.has(host)) await send(host)
    await pause()
    if ([...targets, ...sources].every((one) => found.has(one))) return end()
  }
})()
`

const measured = z.array(z.tuple([z.string(), z.number().positive()]))

/** Parses the output of `speedScript`. Returns the Mbit/s for each address that was measured. Throws for another form. Pure. */
export function parseSpeeds(text: string): Map<string, number> {
  return new Map(measured.parse(JSON.parse(text)))
}
