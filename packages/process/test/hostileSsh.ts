import { pick } from './randomFrom.ts'

type Random = () => number
type PacketWriter = { allocStart: number; alloc(bytes: number): Buffer; finalize(packet: Buffer): Buffer }
type Insides = { _packetRW: { write: PacketWriter }; _cipher: { encrypt(packet: Buffer): void } }

const channelTypes = [
  'session',
  'direct-tcpip',
  'direct-streamlocal@openssh.com',
  'forwarded-tcpip',
  'x11',
  'auth-agent@openssh.com',
  '',
  'session\0',
]
const channelRequests = [
  'pty-req',
  'env',
  'shell',
  'exec',
  'subsystem',
  'signal',
  'window-change',
  'exit-status',
  'exit-signal',
  'eow@openssh.com',
  'x11-req',
  '',
]
const globalRequests = ['tcpip-forward', 'cancel-tcpip-forward', 'streamlocal-forward@openssh.com', 'cancel-streamlocal-forward@openssh.com']
const otherRequests = ['keepalive@openssh.com', 'hostkeys-prove-00@openssh.com', 'no-such-request', '']
const numbers = [0, 1, 2, 3, 7, 22, 255, 1023, 32_768, 65_535, 65_536, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff]
const texts = [
  '',
  'localhost',
  '127.0.0.1',
  '::1',
  'true',
  'cat',
  'sftp',
  'TERM',
  'xterm',
  '../../etc',
  '%s%n',
  '\0',
  'a'.repeat(5_000),
  'SIGKILL',
  'KILL',
  '__proto__',
]

/**
 * Returns the payload of one SSH message from a hostile client after sign-in; it depends only on `random`. Most payloads have the right shape with wrong
 * values. A few are cut off, too long, or of a message type that is invalid at this point; most of these make the server end the connection at once.
 */
export function hostilePayload(random: Random): Buffer {
  const bytes = shaped(random)
  const how = random()
  if (how < 0.02) return bytes.subarray(0, Math.floor(random() * bytes.length))
  if (how < 0.05) return Buffer.concat([bytes, noise(random, 200)])
  if (how < 0.08) return flipped(bytes, random)
  return bytes
}

/**
 * Sends a payload, correctly encrypted and numbered, over a signed-in ssh2 client. It uses the client's private fields, because ssh2 has no public
 * function for this.
 */
export function sendPayload(client: object, payload: Buffer): void {
  const { _protocol } = client as { _protocol: Insides }
  const { write } = _protocol._packetRW
  const start = write.allocStart
  const packet = write.alloc(payload.length)
  packet.set(payload, start)
  _protocol._cipher.encrypt(write.finalize(packet))
}

/** Returns the first bytes of a hostile connection, before the key exchange. */
export function hostileHello(random: Random): Buffer {
  const ident = Buffer.from(
    pick(['SSH-2.0-x\r\n', 'SSH-1.99-x\r\n', 'SSH-2.0-\r\n', 'GET / HTTP/1.1\r\n', `SSH-2.0-${'y'.repeat(9_000)}`, ''], random),
  )
  const packets = Array.from({ length: 1 + Math.floor(random() * 5) }, () => plainPacket(random))
  return Buffer.concat([ident, ...packets])
}

function plainPacket(random: Random): Buffer {
  const payload = random() < 0.5 ? keyExchange(random) : hostilePayload(random)
  const paddingBytes = random() < 0.7 ? 8 + ((8 - ((payload.length + 13) % 8)) % 8) : Math.floor(random() * 256)
  const length = random() < 0.7 ? payload.length + paddingBytes + 1 : pick(numbers, random)
  return Buffer.concat([uint32(length), Buffer.from([paddingBytes]), payload, Buffer.alloc(paddingBytes)])
}

function keyExchange(random: Random): Buffer {
  const lists = Array.from({ length: 10 }, () =>
    string(pick(['curve25519-sha256', 'none', '', ',,,', 'x,'.repeat(400), 'aes128-gcm@openssh.com', 'kex-strict-c-v00@openssh.com'], random)),
  )
  return pick(
    [
      Buffer.concat([Buffer.from([20]), noise(random, 16), ...lists, Buffer.from([1]), uint32(0)]),
      Buffer.from([21]),
      Buffer.concat([Buffer.from([30]), string('')]),
    ],
    random,
  )
}

function shaped(random: Random): Buffer {
  const number = (): Buffer => uint32(random() < 0.5 ? Math.floor(random() * 6) : pick(numbers, random))
  const text = (): Buffer => string(pick(texts, random))
  const byte = (value: number): Buffer => Buffer.from([value])
  const flag = (): Buffer => byte(random() < 0.5 ? 0 : 1)
  const fields = (): Buffer[] => Array.from({ length: Math.floor(random() * 6) }, () => (random() < 0.5 ? text() : number()))
  const shapes: (() => Buffer[])[] = [
    () => [byte(90), string(pick(channelTypes, random)), number(), number(), number(), text(), number(), text(), number()],
    () => [byte(98), number(), string(pick(channelRequests, random)), flag(), ...fields()],
    () => [byte(80), string(pick([...globalRequests, ...otherRequests], random)), flag(), ...fields()],
    () => [byte(94), number(), text()],
    () => [byte(95), number(), number(), text()],
    () => [byte(93), number(), number()],
    () => [byte(pick([96, 97, 99, 100], random)), number()],
    () => [byte(91), number(), number(), number(), number()],
    () => [byte(92), number(), number(), text(), text()],
  ]
  const misplaced: (() => Buffer[])[] = [
    () => [byte(50), text(), string('ssh-connection'), text(), ...fields()],
    () => [byte(Math.floor(random() * 256)), ...fields()],
  ]
  return Buffer.concat(pick(random() < 0.02 ? misplaced : shapes, random)())
}

function flipped(bytes: Buffer, random: Random): Buffer {
  const changed = Buffer.from(bytes)
  if (changed.length > 0) changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256)
  return changed
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint32(bytes.length), bytes])
}
