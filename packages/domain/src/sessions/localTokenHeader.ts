/**
 * The header for the local token of this machine's market. Every endpoint below `/dev` requires it. It is lower-case, as in Node and Fetch. It is not in the
 * wire schemas, because browsers load it but not them.
 */
export const localTokenHeader = 'infinitio-local-token'
