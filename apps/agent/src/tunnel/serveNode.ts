import { createHash, type Hash, randomFillSync } from 'node:crypto'
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { address, hex32 } from '@infinitio/domain'
import { type Probe, probeAnswerText, type ProbeKind, probeKinds, probeLimits, probeText } from '@infinitio/domain/probes'
import { cutStream, type Logger, ProbeBudget } from '@infinitio/process'
import { type Hex, hexToBytes, recoverMessageAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import type { MeshRelays } from '../mesh/relay/meshRelays.ts'
import { answerStream, dialTunnel, type Tunnel, type TunnelOptions } from '@infinitio/tunnel'
import { drained } from './drained.ts'
import { serveLeaseStream } from './serveLeaseStream.ts'

/** The address at which a gateway accepts tunnels. */
export type GatewayPlace = { host: string; port: number }

/**
 * Maximum bytes that all probes (network measurements by validators) of a machine may transfer in an hour through one gateway. The limit protects the machine
 * even if the gateway invents validators.
 */
const mostProbeBytes = probeLimits.budgetBytes * probeLimits.probers * 2

/** The path of the stream with the packets between a lease and the other members of its cluster. */
const meshPath = /^\/leases\/(\d{1,19})\/mesh$/

/**
 * Makes one node reachable through every gateway of its market, with one tunnel to each, and serves the requests for its leases. All gateways prove the same
 * key from the Directory. Each tunnel connects and fails independently; the node is reachable while any tunnel is connected. A user's session belongs to the
 * gateway through which it came, and gets a notice only when that gateway stops.
 */
export function serveNode({
  gateways,
  account,
  hostKey,
  keeper,
  relays,
  ...node
}: {
  gateways: readonly GatewayPlace[]
  /** The account of the node's key, which signs for the node. */
  account: PrivateKeyAccount
  /** The file of the node's SSH host key, as text. */
  hostKey: string
  keeper: LeaseKeeper
  /** The relays of leases of clusters, for the packets that gateways forward between them. */
  relays: MeshRelays
  logger: Logger
  nodeId: string
} & Pick<TunnelOptions, 'gatewayKey' | 'onWrongKey'>): Tunnel {
  const { nodeId, logger, gatewayKey, onWrongKey } = node
  const tunnels = gateways.map(({ host, port }) => {
    const gateway = `${host}:${port}`
    const signText = (text: string) => account.signMessage({ message: text })
    const budget = new ProbeBudget({ exchanges: probeLimits.exchanges, bytes: probeLimits.budgetBytes, bytesOfAll: mostProbeBytes })
    return dialTunnel({
      ...{ host, port, gatewayKey, onWrongKey, logger, signText },
      party: { kind: 'node', id: nodeId },
      onDraining: (text) => keeper.tellSessions({ nodeId, gateway, text }),
      serveStream: (stream, path, headers, open, line) => {
        if (path === '/probe') return void answerProbe(stream, headers, { nodeId, signText, budget })
        const meshOf = meshPath.exec(path)?.[1]
        if (meshOf !== undefined) return relays.serve({ stream, line, nodeId, leaseId: meshOf })
        serveLeaseStream({ stream, path, headers, open, nodeId, gateway, hostKey, findLease: (leaseId) => keeper.find(leaseId), logger })
      },
    })
  })
  return {
    isUp: () => tunnels.some((tunnel) => tunnel.isUp()),
    close() {
      for (const tunnel of tunnels) tunnel.close()
    },
  }
}

/** The things that are needed to answer network probes (measurements by validators): the node, its signing function, and limits for the answers. */
type ProbedNode = {
  readonly nodeId: string
  readonly signText: (text: string) => Promise<string>
  readonly budget: ProbeBudget
}

const chunkBytes = 64 * 1024

/**
 * Answers one exchange of a probe, with which a validator measures the machine's network through the tunnel. The validator must have signed the probe. The
 * answer contains the hash of the bytes that were sent or received, and the node's key signs it, so that neither a gateway nor another machine can answer
 * instead. Refuses an exchange that exceeds the budget. Never rejects.
 */
async function answerProbe(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, node: ProbedNode): Promise<void> {
  try {
    const asked = await askedBy(headers, node.nodeId)
    if (asked === null) return refuse(stream, 400)
    const { probe, kind, bytes } = asked
    if (!node.budget.take({ hour: probe.hour, who: probe.validator, bytes, nowMs: performance.now() })) return refuse(stream, 429)
    const sign = (hash: Hash) => node.signText(probeAnswerText(probe, { kind, nonce: asked.nonce, bytes, sha256: hex32(`0x${hash.digest('hex')}`) }))
    if (kind === 'send') return await send(stream, { bytes, sign })
    const hash = createHash('sha256')
    if (kind === 'receive' && !(await receive(stream, { bytes, hash }))) return cutStream(stream)
    stream.resume()
    answerStream(stream, { ':status': 200, 'x-signature': await sign(hash) }, { endStream: true })
  } catch {
    cutStream(stream)
  }
}

type Asked = { readonly probe: Probe; readonly kind: ProbeKind; readonly nonce: Probe['nonce']; readonly bytes: number }

async function askedBy(headers: IncomingHttpHeaders, nodeId: string): Promise<Asked | null> {
  const of = (name: string) => String(headers[name] ?? '')
  const kind = probeKinds.find((it) => it === of('x-exchange'))
  const [bytes, hour, chainId] = ['x-bytes', 'x-hour', 'x-chain'].map((name) => (/^\d{1,15}$/.test(of(name)) ? Number(of(name)) : Number.NaN))
  const isShaped = [of('x-nonce'), of('x-answers')].every((word) => /^0x[0-9a-f]{64}$/.test(word)) && /^0x[0-9a-f]{40}$/.test(of('x-validator'))
  if (kind === undefined || !isShaped || of('x-node') !== nodeId || bytes === undefined || hour === undefined || chainId === undefined) return null
  if (!(bytes <= probeLimits.mostBytes) || Number.isNaN(hour) || Number.isNaN(chainId) || (kind === 'echo') !== (bytes === 0)) return null
  const probe = { chainId, hour, validator: address(of('x-validator')), node: hex32(nodeId), nonce: hex32(of('x-nonce')) }
  const signer = await recoverMessageAddress({ message: probeText(probe), signature: of('x-signature') as Hex }).catch(() => null)
  return signer?.toLowerCase() === probe.validator ? { probe, kind, nonce: hex32(of('x-answers')), bytes } : null
}

/** Sends random bytes, then the signature of their hash. */
async function send(stream: ServerHttp2Stream, { bytes, sign }: { bytes: number; sign: (hash: Hash) => Promise<string> }): Promise<void> {
  stream.resume()
  if (!answerStream(stream, { ':status': 200 }, {})) return
  const hash = createHash('sha256')
  for (let left = bytes; left > 0 && !stream.destroyed; left -= chunkBytes) {
    const chunk = randomFillSync(Buffer.allocUnsafe(Math.min(left, chunkBytes)))
    hash.update(chunk)
    if (!stream.write(chunk)) await drained(stream)
  }
  if (!stream.destroyed) stream.end(hexToBytes((await sign(hash)) as Hex))
}

/** Hashes the received bytes. Returns false if there are more or fewer than announced. */
function receive(stream: ServerHttp2Stream, { bytes, hash }: { bytes: number; hash: Hash }): Promise<boolean> {
  return new Promise((resolve) => {
    let left = bytes
    stream.on('data', (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) return resolve(false)
      hash.update(chunk)
    })
    stream.once('end', () => resolve(left === 0))
    stream.once('close', () => resolve(false))
  })
}

function refuse(stream: ServerHttp2Stream, status: number): void {
  stream.resume()
  if (!answerStream(stream, { ':status': status }, { endStream: true })) cutStream(stream)
}
