/**
 * Another member of a cluster, as WireGuard needs it. `endpoint` is `address:port`, or null to leave the present one. If `isNudged` is true, WireGuard sends the
 * endpoint an empty packet at once, so that the other member learns the path on which it came.
 */
export type MeshPeer = { readonly publicKey: string; readonly address: string; readonly endpoint: string | null; readonly isNudged?: boolean }

/** The state of a connection to another member, as WireGuard reports it. `handshakeAt` is in Unix seconds, or 0 before the first handshake. */
export type PeerState = {
  readonly publicKey: string
  readonly endpoint: string | null
  readonly allowedIps: string
  readonly handshakeAt: number
  readonly receivedBytes: number
  readonly sentBytes: number
}

/** Seconds between packets that WireGuard sends so that a router does not forget the connection. */
const keepAliveSeconds = 20

/**
 * Returns the arguments of `wg set` that give an interface exactly the wanted peers. They are empty if the interface has these peers already. Each peer may
 * send from one address only. Without an endpoint, WireGuard continues to use the one that it learned from the peer's packets. The connection to a peer that
 * remains is not interrupted. Pure.
 */
export function peerChanges(wanted: readonly MeshPeer[], there: readonly PeerState[]): string[] {
  const known = new Map(there.map((state) => [state.publicKey, state]))
  const gone = there.filter(({ publicKey }) => !wanted.some((peer) => peer.publicKey === publicKey))
  const changed = wanted.filter(({ publicKey, address, endpoint, isNudged }) => {
    const state = known.get(publicKey)
    return isNudged === true || state === undefined || state.allowedIps !== `${address}/32` || (endpoint !== null && state.endpoint !== endpoint)
  })
  return [
    ...gone.flatMap(({ publicKey }) => ['peer', toBase64(publicKey), 'remove']),
    ...changed.flatMap(({ publicKey, address, endpoint, isNudged }) => [
      // WireGuard sends an empty packet when this interval changes from 0.
      ...(isNudged === true ? ['peer', toBase64(publicKey), 'persistent-keepalive', '0'] : []),
      ...['peer', toBase64(publicKey), 'allowed-ips', `${address}/32`, 'persistent-keepalive', String(keepAliveSeconds)],
      ...(endpoint === null ? [] : ['endpoint', endpoint]),
    ]),
  ]
}

/** Parses the output of `wg show <interface> dump`. Returns the port, the public key and the peers. Throws for output in another form. Pure. */
export function parseDump(text: string): { port: number; publicKey: string; peers: PeerState[] } {
  const [own = '', ...rest] = text.split('\n').filter((line) => line !== '')
  const [, ownKey = '', port = ''] = own.split('\t')
  if (!/^\d+$/.test(port)) throw new Error('`wg show dump` printed another form')
  const peers = rest.map((line) => {
    const [publicKey = '', , endpoint = '', allowedIps = '', handshakeAt = '', received = '', sent = ''] = line.split('\t')
    return {
      publicKey: toHex(publicKey),
      endpoint: endpoint === '(none)' ? null : endpoint,
      allowedIps,
      handshakeAt: Number(handshakeAt),
      receivedBytes: Number(received),
      sentBytes: Number(sent),
    }
  })
  return { port: Number(port), publicKey: toHex(ownKey), peers }
}

/** Converts a key from 32 bytes as `0x` hex to base64, the form of WireGuard's programs. Pure. */
export function toBase64(hex: string): string {
  return Buffer.from(hex.slice(2), 'hex').toString('base64')
}

function toHex(base64: string): string {
  return `0x${Buffer.from(base64, 'base64').toString('hex')}`
}
