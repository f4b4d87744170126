import { serviceChallengeText, tunnelChallengeText } from '@infinitio/domain'
import { type Logger, serviceProtocol, tunnelProtocol } from '@infinitio/process'

/** The node or AI service at the end of a tunnel. `id` is its id on the chain. */
export type Party = { readonly kind: 'node' | 'service'; readonly id: string }

/** The methods of a logger that a tunnel uses. */
export type TunnelLogger = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** The facts of a challenge by which a gateway checks a key: its name, a nonce, and the time in Unix seconds. */
export type Challenge = { readonly gatewayId: string; readonly nonce: string; readonly time: number }

/**
 * How a tunnel of each kind begins: the protocol of its TLS handshake, the header with the party's id, and the text that the party's key signs. The two kinds
 * have none of these in common, so a key of one kind opens no tunnel of the other.
 */
export const parties = {
  node: {
    protocol: tunnelProtocol,
    header: 'x-node',
    textOf: (nodeId: string, challenge: Challenge) => tunnelChallengeText({ ...challenge, nodeId }),
  },
  service: {
    protocol: serviceProtocol,
    header: 'x-service',
    textOf: (service: string, challenge: Challenge) => serviceChallengeText({ ...challenge, service }),
  },
} as const
