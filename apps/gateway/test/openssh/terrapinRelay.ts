import net from 'node:net'

const keyExchangeInit = 20
const ignoreMessage = 2

/** Returns the algorithms that a server offers in its first packet: one list of names for each kind, in the protocol's order. */
export async function offeredAlgorithms(port: number): Promise<string[][]> {
  const socket = net.connect(port, '127.0.0.1', () => socket.write('SSH-2.0-looker\r\n'))
  let bytes = Buffer.alloc(0)
  try {
    for await (const part of socket) {
      bytes = Buffer.concat([bytes, part as Buffer])
      const packet = firstPacket(bytes)
      if (packet !== null) return namesOf(packet)
    }
  } finally {
    socket.destroy()
  }
  throw new Error('the server said nothing')
}

/**
 * Forwards bytes between a client and a server, and inserts one packet before the client's first encrypted packet, as in the Terrapin attack. If `inject` is
 * false, changes nothing. Resolves with the relay's port.
 */
export async function terrapinRelay({ serverPort, inject }: { serverPort: number; inject: boolean }): Promise<{ port: number; close(): void }> {
  const server = net.createServer((client) => {
    const behind = net.connect(serverPort, '127.0.0.1')
    for (const socket of [client, behind]) socket.on('error', () => {})
    behind.pipe(client)
    let start: Buffer | null = Buffer.alloc(0)
    client.on('data', (bytes: Buffer) => {
      if (start === null) return void behind.write(bytes)
      start = Buffer.concat([start, bytes])
      if (firstPacket(start) === null) return
      behind.write(inject ? withPacketBefore(start) : start)
      start = null
    })
    client.on('close', () => behind.destroy())
    behind.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as net.AddressInfo).port, close: () => void server.close() }
}

function withPacketBefore(bytes: Buffer): Buffer {
  const ident = bytes.indexOf('\r\n') + 2
  const end = ident + 4 + bytes.readUInt32BE(ident)
  // Insert the packet after the client's KEXINIT. Even a server without strict key exchange might reject an earlier packet, and then the test would prove
  // nothing.
  const payload = Buffer.from([ignoreMessage, 0, 0, 0, 0])
  const padding = 16 - ((4 + 1 + payload.length) % 8)
  const packet = Buffer.concat([Buffer.alloc(4), Buffer.from([padding]), payload, Buffer.alloc(padding)])
  packet.writeUInt32BE(packet.length - 4)
  return Buffer.concat([bytes.subarray(0, end), packet, bytes.subarray(end)])
}

function firstPacket(bytes: Buffer): Buffer | null {
  const line = bytes.indexOf('\r\n')
  if (line < 0 || bytes.length < line + 6) return null
  const length = bytes.readUInt32BE(line + 2)
  return bytes.length < line + 6 + length ? null : bytes.subarray(line + 6, line + 6 + length)
}

function namesOf(packet: Buffer): string[][] {
  if (packet[1] !== keyExchangeInit) throw new Error('the first packet is no KEXINIT')
  let at = 18
  return Array.from({ length: 10 }, () => {
    const length = packet.readUInt32BE(at)
    const names = packet.toString('latin1', at + 4, at + 4 + length)
    at += 4 + length
    return names.split(',')
  })
}
