/** ALPN name of the tunnel in the TLS handshake of both ends, so that the gateway's key serves no other protocol there. */
export const tunnelProtocol = 'infinitio-tunnel/1'
