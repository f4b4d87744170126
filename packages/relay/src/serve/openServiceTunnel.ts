import type { Server } from 'node:http'
import type { ServiceId } from '@infinitio/domain'
import { answerStream, dialTunnel, type TunnelLogger } from '@infinitio/tunnel'
import { privateKeyToAccount } from 'viem/accounts'

/** The gateways of a market, through which clients reach a service behind NAT. All of them prove `gatewayKey`, which is on the chain. */
export type ServiceGateways = {
  readonly gateways: readonly { readonly host: string; readonly port: number }[]
  readonly gatewayKey: string
}

/** An event of a tunnel: a gateway accepted the service, refused it (with the error code), or proved another key than the one on the chain. */
export type TunnelNews = { readonly kind: 'tunnel'; readonly gateway: string; readonly state: 'up' | 'wrong_key' | { readonly refused: string } }

const servicePath = '/service'

/**
 * Connects an HTTP server to every gateway of its market, so that clients reach it at `<service>.svc.<host>`. A gateway can open connections to this server,
 * and nothing else. Redials until `close`.
 */
export function openServiceTunnel({
  tunnel: { gateways, gatewayKey },
  service,
  responseKey,
  server,
  onNews,
}: {
  readonly tunnel: ServiceGateways
  readonly service: ServiceId
  readonly responseKey: `0x${string}`
  readonly server: Server
  readonly onNews: (news: TunnelNews) => void
}): { readonly close: () => void } {
  const account = privateKeyToAccount(responseKey)
  const tunnels = gateways.map(({ host, port }) => {
    const gateway = `${host}:${port}`
    return dialTunnel({
      ...{ host, port, gatewayKey },
      party: { kind: 'service', id: service },
      signText: (text) => account.signMessage({ message: text }),
      onWrongKey: () => onNews({ kind: 'tunnel', gateway, state: 'wrong_key' }),
      onDraining: () => {},
      logger: newsLogger((state) => onNews({ kind: 'tunnel', gateway, state })),
      serveStream(carrier, path, _headers, open) {
        const stream = path === servicePath ? open() : null
        if (stream === null) {
          carrier.resume()
          answerStream(carrier, { ':status': path === servicePath ? 429 : 404 }, { endStream: true })
          return
        }
        // The HTTP server handles the errors of this connection as those of a socket.
        server.emit('connection', stream)
      },
    })
  })
  return {
    close() {
      for (const tunnel of tunnels) tunnel.close()
    },
  }
}

/** Returns a logger that reports only when the tunnel is up and why it was refused. The same reason is reported once, until the tunnel is up again. */
function newsLogger(report: (state: 'up' | { readonly refused: string }) => void): TunnelLogger {
  let last = ''
  const silent = () => {}
  const hear = (facts: unknown, text?: unknown) => {
    const code = (facts as { readonly code?: string }).code ?? ''
    if (text === 'tunnel up') {
      last = ''
      report('up')
    } else if (code !== '' && code !== last) {
      last = code
      report({ refused: code })
    }
  }
  return { debug: hear, info: silent, warn: hear, error: silent }
}
