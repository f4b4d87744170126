import { getNodeProofs, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the claims and the proofs of a machine. */
export function nodeProofsQuery(api: Transport, node: string) {
  return queryOptions({ queryKey: ['node-proofs', node] as const, queryFn: () => getNodeProofs(api, node) })
}
