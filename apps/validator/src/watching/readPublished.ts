import { type EmissionTerms, readEpochTerms } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { statementOf } from '@infinitio/sdk/emission'
import type { OpenValidator } from '../validator/validator.ts'

/** The events of this many newest blocks are read again in the next round, because a reorg may have replaced the blocks. */
const reorgBlocks = 64n

/**
 * Returns the published terms of all emission epochs so far, by epoch. Caches what it has read, except the most recent blocks, which it reads again because the
 * chain may replace them. Throws the errors of the chain.
 */
export async function readPublished({ client, opened, published }: OpenValidator, head: bigint): Promise<ReadonlyMap<bigint, EmissionTerms>> {
  const { emission } = opened.access.contracts
  const from = published.readTo > reorgBlocks ? published.readTo - reorgBlocks : 0n
  for (const [epoch, terms] of await readEpochTerms(client, { emission, from, to: head })) published.terms.set(epoch, terms)
  published.readTo = head
  return published.terms
}

/** Returns the statement of a published emission epoch that validators signed. Throws if the epoch was never published, and if the chain fails. */
export async function readStatement(validator: OpenValidator, { epoch, head }: { epoch: bigint; head: bigint }): Promise<Hex32> {
  const terms = (await readPublished(validator, head)).get(epoch)
  if (terms === undefined) throw new Error(`epoch ${epoch} was never published`)
  return statementOf(terms, { chainId: BigInt(validator.opened.chainId), emission: validator.opened.access.contracts.emission })
}
