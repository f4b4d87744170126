import { readEpochTerms } from '@infinitio/chain'
import { statementOf } from '@infinitio/sdk/emission'
import type { Hex32 } from '@infinitio/domain'
import type { OpenValidator } from '../validator.ts'

/** What was signed about a published epoch. Throws when none of it was published, and what the chain throws. */
export async function readStatement({ client, opened }: OpenValidator, epoch: bigint): Promise<Hex32> {
  const { emission } = opened.access.contracts
  const terms = (await readEpochTerms(client, { emission, from: 0n, to: await client.getBlockNumber({ cacheTime: 0 }) })).get(epoch)
  if (terms === undefined) throw new Error(`epoch ${epoch} was never published`)
  return statementOf(terms, { chainId: BigInt(opened.chainId), emission })
}
