/** ALPN name of the tunnel in the TLS handshake of both ends, so that the gateway's key serves no other protocol there. */
export const tunnelProtocol = 'infinitio-tunnel/1'

/** ALPN name of a validator's connection to the same port, over which it probes the gateway's machines. */
export const probeProtocol = 'infinitio-probe/1'

/** ALPN name of the tunnel of an AI service to the same port. A tunnel that began with this name carries requests to the service only. */
export const serviceProtocol = 'infinitio-service/1'

/** A protocol of the gateway's port for tunnels. */
export type GatewayProtocol = typeof tunnelProtocol | typeof probeProtocol | typeof serviceProtocol
