/** ALPN name of a machine's tunnel to the gateway. Both ends name it in the TLS handshake, so that the port accepts no unknown protocol. */
export const tunnelProtocol = 'infinitio-tunnel/1'

/** ALPN name of a validator's connection to the gateway's port for tunnels. Through it, the validator probes the machines that have a tunnel to the gateway. */
export const probeProtocol = 'infinitio-probe/1'

/** ALPN name of an AI service's tunnel to the gateway's port for tunnels. The gateway sends only requests for that service through it. */
export const serviceProtocol = 'infinitio-service/1'

/** A protocol of the gateway's port for tunnels. */
export type GatewayProtocol = typeof tunnelProtocol | typeof probeProtocol | typeof serviceProtocol
