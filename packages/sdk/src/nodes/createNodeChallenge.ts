import type { NodeChallengeWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A fresh challenge for node keys to sign. */
export function createNodeChallenge(transport: Transport): Promise<NodeChallengeWire> {
  return transport.send<NodeChallengeWire>({ method: 'POST', path: '/nodes/challenge', body: {} })
}
