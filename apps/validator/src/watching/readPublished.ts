import { type EmissionTerms, readEpochTerms } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { statementOf } from '@infinitio/sdk/emission'
import type { OpenValidator } from '../validator/validator.ts'

/** Events of blocks that a reorg may drop are read again. */
const reorgBlocks = 64n

/** What was published so far, by epoch; blocks are read once, the last of them again. Throws what the chain throws. */
export async function readPublished({ client, opened, published }: OpenValidator, head: bigint): Promise<ReadonlyMap<bigint, EmissionTerms>> {
  const { emission } = opened.access.contracts
  const from = published.readTo > reorgBlocks ? published.readTo - reorgBlocks : 0n
  for (const [epoch, terms] of await readEpochTerms(client, { emission, from, to: head })) published.terms.set(epoch, terms)
  published.readTo = head
  return published.terms
}

/** What was signed about a published epoch. Throws when none of it was published, and what the chain throws. */
export async function readStatement(validator: OpenValidator, { epoch, head }: { epoch: bigint; head: bigint }): Promise<Hex32> {
  const terms = (await readPublished(validator, head)).get(epoch)
  if (terms === undefined) throw new Error(`epoch ${epoch} was never published`)
  return statementOf(terms, { chainId: BigInt(validator.opened.chainId), emission: validator.opened.access.contracts.emission })
}
