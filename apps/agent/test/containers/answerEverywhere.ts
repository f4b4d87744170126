import dgram from 'node:dgram'
import net from 'node:net'
import { dnsAnswer } from './dnsAnswer.ts'

/**
 * All servers of one network namespace in a test. On each port of every address, answers with a line that contains the address to which the client connected.
 * Also runs a name server. Prints `ready` when all listen. Arguments: ports separated by commas; the name server's address ('' for none); the names that it
 * answers as JSON. Each name has a list of answers, one for each lookup in order; the last answer is repeated.
 */
const [ports = '', resolver = '', namesText = '{}'] = process.argv.slice(2)

const servers = ports.split(',').map(
  (port) =>
    new Promise<void>((resolve) => {
      const server = net.createServer((socket) => {
        socket.on('error', () => {})
        // Keeps the connection open and echoes input, so that a test can check whether the connection survives.
        socket.write(`reached ${socket.localAddress} ${socket.localPort}\n`)
        socket.on('data', (bytes) => socket.write(bytes))
      })
      server.listen({ port: Number(port), host: '::', ipv6Only: false }, resolve)
    }),
)

if (resolver !== '') {
  const names = JSON.parse(namesText) as Record<string, string[]>
  const socket = dgram.createSocket('udp4')
  socket.on('message', (question, { address, port }) => {
    const answer = dnsAnswer(question, (name) => ((names[name]?.length ?? 0) > 1 ? names[name]?.shift() : names[name]?.[0]))
    if (answer !== null) socket.send(answer, port, address)
  })
  servers.push(new Promise<void>((resolve) => socket.bind(53, resolver, resolve)))
}

await Promise.all(servers)
process.stdout.write('ready\n')
