/**
 * The header with the token of this machine's market, which every endpoint below `/dev` asks for. Lower case, as Node and Fetch give names of headers. It is no
 * part of the wire's schemas, which no browser loads.
 */
export const localTokenHeader = 'infinitio-local-token'
