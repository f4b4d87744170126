import { readAudits } from '@infinitio/chain'
import type { CarbonWire, carbonQueryWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import { readCarbon } from '../governance/readCarbon.ts'
import type { Services } from '../services.ts'

/** Filings of the carbon registry, newest first, at the head of the chain (ADR 122). Throws ChainUnavailableError while the chain does not answer. */
export function listCarbon({ head }: Pick<Services, 'head'>, query: z.output<typeof carbonQueryWire>): Promise<CarbonWire> {
  return head.ask(`carbon ${query.cursor} ${query.limit}`, async ({ client, addresses, block }) => {
    const audits = await readAudits(client, addresses.directory)
    return await readCarbon(client, { audits, block }, query)
  })
}
