import { readAudits } from '@infinitio/chain'
import type { CarbonWire, carbonQueryWire } from '@infinitio/domain/wire'
import { getBlock } from 'viem/actions'
import type { z } from 'zod'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import { readCarbon } from '../governance/readCarbon.ts'
import type { Services } from '../services.ts'

/** Filings of the carbon registry, newest first, at the head of the chain (ADR 122). Throws ChainUnavailableError while the chain does not answer. */
export async function listCarbon({ facts }: Pick<Services, 'facts'>, query: z.output<typeof carbonQueryWire>): Promise<CarbonWire> {
  try {
    const { addresses } = await facts.read()
    const [audits, { number, timestamp }] = await Promise.all([
      readAudits(facts.client, addresses.directory),
      getBlock(facts.client, { blockTag: 'latest' }),
    ])
    return await readCarbon(facts.client, { audits, block: { blockNumber: number, blockTimestamp: timestamp } }, query)
  } catch (cause) {
    throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the carbon registry cannot be read', { cause })
  }
}
