import { createHash, randomBytes } from 'node:crypto'
import http2, { type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2'
import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import { type Probe, probeAnswerText, type ProbeKind, probeLimits, probeText } from '@infinitio/domain/probes'
import { connectPinned, cutStream, probeProtocol, streamWindowBytes } from '@infinitio/process'
import { bytesToHex, type Hex, recoverMessageAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { kbpsOf, TimedBytes } from './timedBytes.ts'

/** A gateway of the market. `gatewayKey` is the public key that all gateways of the market must prove. */
export type ProbedGateway = { readonly host: string; readonly port: number; readonly gatewayKey: string }

/** A machine whose network connection is to be measured, in one hour of one chain. The validator signs its requests with `account`. */
export type ProbeTarget = Pick<Probe, 'chainId' | 'hour' | 'node'> & { readonly nodeKey: Address; readonly account: PrivateKeyAccount }

/**
 * The result of one exchange with a machine: the name of the gateway, the times of request and answer in milliseconds by `performance.now()`, and the speed.
 * Null if the machine did not answer with its own signature.
 */
export type Exchanged = { readonly gateway: string; readonly askedAt: number; readonly answeredAt: number; readonly kbps: number } | null

/** A connection to one gateway, over which machines are measured. */
export type ProbeLine = {
  /** Exchanges bytes with a machine once: an echo or a transfer. Returns null instead of rejecting. */
  exchange(target: ProbeTarget, exchange: { readonly kind: ProbeKind; readonly bytes: number }): Promise<Exchanged>
  /** Returns the gateway's name, or null before its first answer. */
  name(): string | null
  close(): void
}

const connectMs = 5_000

/** Connects to a gateway. Rejects if it does not answer or has another key. */
export async function openProbeLine({ host, port, gatewayKey }: ProbedGateway): Promise<ProbeLine> {
  const session = await new Promise<ClientHttp2Session>((resolve, reject) => {
    connectPinned({ host, port, gatewayKey, withinMs: connectMs, protocol: probeProtocol }, (error, socket) => {
      if (error !== null) return reject(error)
      const opened = http2.connect('http://gateway', {
        createConnection: () => socket,
        settings: { initialWindowSize: streamWindowBytes, enablePush: false },
      })
      opened.setLocalWindowSize(streamWindowBytes * 2)
      opened.on('error', () => socket.destroy())
      resolve(opened)
    })
  })
  let gateway: string | null = null
  return {
    name: () => gateway,
    close: () => session.destroy(),
    async exchange(target, { kind, bytes }) {
      const probe = { chainId: target.chainId, hour: target.hour, validator: addressOf(target), node: target.node, nonce: randomHex32() }
      const signature = await target.account.signMessage({ message: probeText(probe) })
      const answers = randomHex32()
      const headers = {
        ...{ ':method': 'POST', ':path': '/probe', 'x-node': probe.node, 'x-validator': probe.validator, 'x-chain': `${probe.chainId}` },
        ...{
          'x-hour': `${probe.hour}`,
          'x-nonce': probe.nonce,
          'x-signature': signature,
          'x-exchange': kind,
          'x-answers': answers,
          'x-bytes': `${bytes}`,
        },
      }
      const transfer = await run(session, { headers, kind, bytes, onName: (name) => (gateway = name) }).catch(() => null)
      if (transfer === null) return null
      const text = probeAnswerText(probe, { kind, nonce: answers, bytes, sha256: transfer.sha256 })
      const signer = await recoverMessageAddress({ message: text, signature: transfer.signature }).catch(() => null)
      return signer?.toLowerCase() === target.nodeKey ? transfer : null
    },
  }
}

type Transfer = NonNullable<Exchanged> & { readonly signature: Hex; readonly sha256: Hex32 }
type Asking = {
  readonly headers: http2.OutgoingHttpHeaders
  readonly kind: ProbeKind
  readonly bytes: number
  readonly onName: (gateway: string) => void
}

/** Runs one exchange over this connection. Rejects if the connection breaks, if the exchange takes too long, or if the gateway refuses it. */
function run(session: ClientHttp2Session, { headers, kind, bytes, onName }: Asking): Promise<Transfer> {
  return new Promise((resolve, reject) => {
    const askedAt = performance.now()
    const stream = session.request(headers)
    const hash = createHash('sha256')
    const received = new TimedBytes(bytes)
    let gateway = ''
    let answer: { readonly head: IncomingHttpHeaders; readonly at: number } | null = null
    const fail = (reason: string) => {
      clearTimeout(timer)
      cutStream(stream)
      reject(new Error(reason))
    }
    const timer = setTimeout(() => fail('the machine did not answer in time'), probeLimits.exchangeMs)
    stream.on('error', () => fail('the exchange broke'))
    stream.once('close', () => fail('the exchange ended'))
    stream.once('response', (head) => {
      answer = { head, at: performance.now() }
      // The gateway puts its name into every answer, even if it could not reach the machine.
      const named = String(head['x-gateway'] ?? '')
      if (!/^[A-Za-z0-9_.-]{1,64}$/.test(named)) return fail('a gateway without a name')
      gateway = named
      onName(named)
      if (head[':status'] !== 200) fail('refused')
    })
    stream.on('data', (chunk: Buffer) => received.add(chunk, performance.now()))
    stream.once('end', () => {
      if (answer === null) return fail('no answer')
      clearTimeout(timer)
      const { head, at } = answer
      if (kind !== 'send') {
        const kbps = kind === 'echo' ? 0 : kbpsOf(bytes, at - askedAt)
        return resolve({ gateway, askedAt, answeredAt: at, kbps, signature: String(head['x-signature'] ?? '') as Hex, sha256: digestOf(hash) })
      }
      const whole = received.split()
      if (whole === null) return fail('too few bytes')
      hash.update(whole.body)
      resolve({ gateway, askedAt, answeredAt: at, kbps: received.kbps(), signature: bytesToHex(whole.signature), sha256: digestOf(hash) })
    })
    if (kind === 'receive') {
      const sent = randomBytes(bytes)
      hash.update(sent)
      stream.end(sent)
    } else stream.end()
  })
}

function digestOf(hash: ReturnType<typeof createHash>): Hex32 {
  return hex32(`0x${hash.digest('hex')}`)
}

function randomHex32(): Hex32 {
  return hex32(`0x${randomBytes(32).toString('hex')}`)
}

function addressOf({ account }: ProbeTarget): Address {
  return account.address.toLowerCase() as Address
}
