/** The settings that are equal on every machine with this adapter. Part of the adapter's digest. */
export const manifest = {
  name: 'inference',
  version: 1,
  verify: 'exact',
  /** The only path of a request. A machine sends each request to this path of the model server on the same computer. */
  path: '/v1/chat/completions',
  mostFileBytes: 16_777_216,
  /** The most bytes of all texts of one request. Each machine answers a text of this length for the fingerprint, so its model server can read it. */
  mostPromptBytes: 16_384,
  mostMessages: 256,
  mostTokens: 4_096,
  usualTokens: 256,
  /** The most tokens per second that a job can ask of a model server. */
  mostSpeed: 100_000,
  usualSpeed: 50,
  mostRequests: 1_000_000,
  requestsPerChunk: 64,
  /** The most bytes of an answer's text for each token that the request allows. */
  bytesPerToken: 16,
  /** The bytes that an output can have for each answer besides its text: the name of the request, the reason of the end, and signs. */
  bytesPerAnswer: 512,
  mostChunkBytes: 4_194_304,
  mostResultBytes: 134_217_728,
} as const
