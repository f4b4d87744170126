/**
 * The name of the HTTP header with the local token, which programs on this machine use for its market. Every endpoint below `/dev` requires it. It is
 * lower-case, as in Node and Fetch. It is not in the wire schemas, because browsers load this name but not the schemas.
 */
export const localTokenHeader = 'infinitio-local-token'
