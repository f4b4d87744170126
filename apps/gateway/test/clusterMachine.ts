import { randomBytes } from 'node:crypto'
import type { ServerHttp2Stream } from 'node:http2'
import type { TunnelLine } from '@infinitio/process'
import { createLogger } from '@infinitio/process'
import { testIdentity } from '@infinitio/process/test'
import { answerStream, type Arrived, DatagramStream, dialTunnel } from '@infinitio/tunnel'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type ClusterLease, ClusterRelay } from '../src/clusters/clusterRelay.ts'
import { listenForTunnels } from '../src/tunnel/listenForTunnels.ts'
import { until } from './until.ts'

/** The machine's end of the stream of one lease: what arrived from other leases, and the members that the gateway reaches. */
export type MachineEnd = {
  datagrams: DatagramStream
  carrier: ServerHttp2Stream
  readonly arrived: { from: string; text: string }[]
  readonly lists: string[]
}

/** Returns a packet in the form of WireGuard with a text in it. */
export function packetOf(text: string, size = 148): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(4, 0)
  bytes.write(text, 16)
  return bytes
}

/**
 * Starts the gateway's server for tunnels with a relay for clusters, and machines that connect to it over TLS. Only the database is missing: a test says which
 * leases are admitted. `onClose` gets the steps that stop everything.
 */
export async function clusterGateway({
  onClose,
  mbps = 1_000,
  mbpsPerLease = 300,
}: {
  onClose: (step: () => Promise<void> | void) => void
  mbps?: number
  mbpsPerLease?: number
}) {
  const { identity, publicKey } = testIdentity()
  const keys = new Map<string, string>()
  const logger = createLogger({ room: 'gateway' })
  const server = await listenForTunnels({
    ...{ host: '127.0.0.1', port: 0, gatewayId: 'test', identity, logger },
    findNodeKey: async (nodeId) => keys.get(nodeId) ?? null,
    events: { opened: () => {}, closed: () => {} },
  })
  /** The clock of the limits and of new tries. It does not run, so that a test decides which packets may pass. */
  const clock = { nowMs: 0 }
  const relay = new ClusterRelay({ tunnels: server.tunnels, mbps, mbpsPerLease, nowMs: () => clock.nowMs })
  onClose(() => server.close())

  /** Connects a machine. It accepts the streams of the leases in `leases`, and refuses all others. */
  async function machine(leases: readonly string[]) {
    const nodeId = `0x${randomBytes(32).toString('hex')}`
    const account = privateKeyToAccount(generatePrivateKey())
    keys.set(nodeId, account.address.toLowerCase())
    const ends = new Map<string, MachineEnd>()
    const refused: string[] = []
    const tunnel = dialTunnel({
      ...{ host: '127.0.0.1', port: server.port, gatewayKey: publicKey, onWrongKey: () => {}, onDraining: () => {}, logger },
      party: { kind: 'node', id: nodeId },
      signText: (message) => account.signMessage({ message }),
      serveStream(stream, path, _headers, _open, line) {
        const leaseId = /^\/leases\/(\d+)\/mesh$/.exec(path)?.[1] ?? ''
        if (!leases.includes(leaseId)) {
          refused.push(leaseId)
          answerStream(stream, { ':status': 404, 'x-code': 'lease.unknown' }, { endStream: true })
        } else if (answerStream(stream, { ':status': 200 }, {})) ends.set(leaseId, machineEnd(stream, line))
      },
    })
    onClose(() => tunnel.close())
    await until(() => server.tunnels.isUp(nodeId))
    /** Admits a lease on this machine, as the database would, and waits for its stream. */
    const admitted = async (leaseId: string, change: Partial<ClusterLease> = {}): Promise<MachineEnd> => {
      relay.see({ leaseId, nodeId, holder: '0xholder', cluster: 'one', ...change })
      await until(() => ends.has(leaseId))
      return ends.get(leaseId) as MachineEnd
    }
    return { nodeId, ends, refused, admitted }
  }
  return { relay, machine, clock, server }
}

function machineEnd(stream: ServerHttp2Stream, line: TunnelLine): MachineEnd {
  const [arrived, lists]: [MachineEnd['arrived'], string[]] = [[], []]
  const datagrams = new DatagramStream(
    { stream, line },
    {
      onDatagram: ({ peer, bytes }: Arrived) => arrived.push({ from: String(peer), text: bytes.toString('utf8', 16).replace(/\0.*$/s, '') }),
      onPeers: (leases) => lists.push(leases.join()),
      onDrop: () => {},
    },
  )
  return { datagrams, carrier: stream, arrived, lists }
}
