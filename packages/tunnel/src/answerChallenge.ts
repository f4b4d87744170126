import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { answerStream } from './answerStream.ts'
import { parties, type Party, type TunnelLogger } from './parties.ts'

/**
 * Answers the challenge with which a gateway checks that a tunnel belongs to a party: signs it with the party's key. The signed text contains gateway, party,
 * nonce and time, so that the signature cannot be used for anything else. Answers a malformed challenge with 400 and signs nothing.
 */
export async function answerChallenge({
  stream,
  headers,
  party,
  signText,
  logger,
}: {
  stream: ServerHttp2Stream
  headers: IncomingHttpHeaders
  party: Party
  signText: (text: string) => Promise<string>
  logger: TunnelLogger
}): Promise<void> {
  stream.resume()
  const gatewayId = String(headers['x-gateway'] ?? '')
  const nonce = String(headers['x-nonce'] ?? '')
  const time = Number(headers['x-time'])
  if (!/^[\w.-]{1,64}$/.test(gatewayId) || !/^0x[0-9a-f]{64}$/.test(nonce) || !Number.isSafeInteger(time)) {
    logger.warn({ party: party.id }, 'the gateway sent a malformed challenge')
    answerStream(stream, { ':status': 400 }, { endStream: true })
    return
  }
  const { header, textOf } = parties[party.kind]
  const signature = await signText(textOf(party.id, { gatewayId, nonce, time }))
  answerStream(stream, { ':status': 200, [header]: party.id, 'x-signature': signature }, { endStream: true })
}
