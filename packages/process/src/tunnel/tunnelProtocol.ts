/** What both ends of a tunnel name in the TLS handshake (ALPN), so that the gateway's key answers to no other protocol there. */
export const tunnelProtocol = 'infinitio-tunnel/1'
