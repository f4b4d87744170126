import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { tunnelChallengeText } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { answerStream } from './answerStream.ts'

/**
 * Answers the challenge with which a gateway checks that a tunnel belongs to a node: signs it with the node key. The signed text contains gateway, node, nonce
 * and time, so that the signature cannot be used for anything else. Answers a malformed challenge with 400 and signs nothing.
 */
export async function answerChallenge({
  stream,
  headers,
  nodeId,
  signText,
  logger,
}: {
  stream: ServerHttp2Stream
  headers: IncomingHttpHeaders
  nodeId: string
  signText: (text: string) => Promise<string>
  logger: Logger
}): Promise<void> {
  stream.resume()
  const gatewayId = String(headers['x-gateway'] ?? '')
  const nonce = String(headers['x-nonce'] ?? '')
  const time = Number(headers['x-time'])
  if (!/^[\w.-]{1,64}$/.test(gatewayId) || !/^0x[0-9a-f]{64}$/.test(nonce) || !Number.isSafeInteger(time)) {
    logger.warn({ nodeId }, 'the gateway sent a malformed challenge')
    answerStream(stream, { ':status': 400 }, { endStream: true })
    return
  }
  const signature = await signText(tunnelChallengeText({ gatewayId, nodeId, nonce, time }))
  answerStream(stream, { ':status': 200, 'x-node': nodeId, 'x-signature': signature }, { endStream: true })
}
