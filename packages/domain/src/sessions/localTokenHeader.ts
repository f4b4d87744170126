/**
 * The header with the token of this machine's market, required by every endpoint below `/dev`. It is lower-case, as in Node and Fetch. It is
 * separate from the wire schemas, which no browser loads.
 */
export const localTokenHeader = 'infinitio-local-token'
