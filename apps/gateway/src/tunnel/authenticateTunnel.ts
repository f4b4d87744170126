import { randomBytes } from 'node:crypto'
import http2 from 'node:http2'
import type net from 'node:net'
import type { ErrorCode } from '@infinitio/domain'
import { sessionWindowBytes, streamWindowBytes, TunnelLine } from '@infinitio/process'
import { parties, type Party } from '@infinitio/tunnel'
import { hashMessage, recoverAddress } from 'viem/utils'
import type { Way } from './nodeStreams.ts'

/**
 * Looks up the key that the chain has for a node or an AI service, by its id. Returns null if it is not registered or is retired. Throws if the database cannot
 * answer now.
 */
export type FindKey = (id: string) => Promise<string | null>

/** A node or service that has proven its identity, with its key and its session; or the error code with which it was refused. */
export type AuthenticatedTunnel =
  | { id: string; key: string; session: http2.ClientHttp2Session; line: TunnelLine }
  | { refused: ErrorCode; id: string | null }

/** The form of the ids of each kind, and the codes for an unknown id and for another key than the one on chain. */
const refusals = {
  node: { id: /^0x[0-9a-f]{64}$/, unknown: 'node.unknown', wrongKey: 'node.wrong_key' },
  service: { id: /^0x[0-9a-f]{40}$/, unknown: 'serving.service_unknown', wrongKey: 'auth.signature_wrong_signer' },
} as const

const answerWithinMs = 5_000
/** The highest allowed s of a signature: half of the secp256k1 order. Each signature has a second valid form with a higher s, which is rejected. */
const highestS = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

/**
 * Authenticates a node or service that connects. Sends it a random nonce to sign, and accepts only the key that the chain stores for the id in the answer. A
 * recorded answer fails, because each connection has a new nonce. A refused peer gets the error code (in GOAWAY), and its session is closed. Rejects if the
 * connection breaks or the answer takes more than 5 s.
 */
export async function authenticateTunnel({
  socket,
  gatewayId,
  instance,
  kind,
  findKey,
}: {
  socket: net.Socket
  gatewayId: string
  /** The random name that this gateway process chose when it started. If a node sees a new name, it ends the streams of the earlier process. */
  instance: string
  kind: Party['kind']
  findKey: FindKey
}): Promise<AuthenticatedTunnel> {
  const line = new TunnelLine(socket)
  const session = http2.connect('http://peer', {
    createConnection: () => line,
    settings: { enablePush: false, initialWindowSize: streamWindowBytes },
    maxSessionMemory: 32,
  })
  session.on('error', () => socket.destroy())
  const nonce = `0x${randomBytes(32).toString('hex')}`
  const time = Math.floor(Date.now() / 1000)
  const headers = await requestHeaders({ session, line }, { ':path': '/challenge', 'x-gateway': gatewayId, 'x-nonce': nonce, 'x-time': String(time) })
  const { header, textOf } = parties[kind]
  const refusal = refusals[kind]
  const id = String(headers[header] ?? '')
  const signature = String(headers['x-signature'] ?? '')
  if (!refusal.id.test(id) || !/^0x[0-9a-f]{130}$/.test(signature)) return refuse({ session, line }, 'auth.signature_malformed', null)
  if (BigInt(`0x${signature.slice(66, 130)}`) > highestS) return refuse({ session, line }, 'auth.signature_high_s', id)
  const key = (await findKey(id))?.toLowerCase() ?? null
  if (key === null) return refuse({ session, line }, refusal.unknown, id)
  const signer = await signerOf(textOf(id, { gatewayId, nonce, time }), signature)
  if (signer !== key) return refuse({ session, line }, refusal.wrongKey, id)
  await requestHeaders({ session, line }, { ':path': '/accepted', 'x-instance': instance })
  session.setLocalWindowSize(sessionWindowBytes)
  return { id, key, session, line }
}

function requestHeaders({ session, line }: Way, headers: http2.OutgoingHttpHeaders): Promise<http2.IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ...headers }, { endStream: true })
    const fail = (reason: string): void => {
      line.destroy()
      reject(new Error(reason))
    }
    const timer = setTimeout(() => fail('the node did not answer in time'), answerWithinMs)
    stream.once('response', (response) => {
      clearTimeout(timer)
      stream.resume()
      resolve(response)
    })
    stream.once('error', () => {})
    stream.once('close', () => {
      clearTimeout(timer)
      reject(new Error('the connection closed before an answer'))
    })
  })
}

async function signerOf(text: string, signature: string): Promise<string | null> {
  try {
    return (await recoverAddress({ hash: hashMessage(text), signature: signature as `0x${string}` })).toLowerCase()
  } catch {
    // The bytes are not a point on the curve, so the signature is invalid.
    return null
  }
}

function refuse({ session, line }: Way, refused: ErrorCode, id: string | null): AuthenticatedTunnel {
  session.goaway(http2.constants.NGHTTP2_REFUSED_STREAM, 0, Buffer.from(refused))
  session.close()
  setTimeout(() => line.destroy(), 1_000).unref()
  return { refused, id }
}
