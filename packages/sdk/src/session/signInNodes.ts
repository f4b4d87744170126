import { type NodeSessionWire, nodeSessionText } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { createNodeChallenge, openNodeSession } from '../generated/calls.ts'

/** A node, and a function that signs texts (EIP-191) with the node's key, which the chain lists. */
export type NodeSigner = { readonly nodeId: string; signMessage(args: { message: string }): Promise<string> }

/** Opens one session for up to 200 nodes that one process serves. Throws InfinitioError with `node.unknown`, `node.wrong_key` and other codes. */
export async function signInNodes(transport: Transport, signers: readonly NodeSigner[]): Promise<NodeSessionWire> {
  const { nonce, audience, expiresAt } = await createNodeChallenge(transport)
  const nodes = await Promise.all(
    signers.map(async (signer) => ({
      nodeId: signer.nodeId,
      signature: await signer.signMessage({ message: nodeSessionText({ nodeId: signer.nodeId, nonce, audience, expiresAt }) }),
    })),
  )
  return openNodeSession(transport, { nonce, nodes })
}
