import { findListedService, listServiceRows, type ListedServiceRow } from '@infinitio/db'
import { type Refusal, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { type ServicesWire, type ServiceWire, type servicesQueryWire, usualPageItems } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import { type ChecksOf, checksOf } from './checksOf.ts'
import { filesOf, offerOf, routerHostOf } from './offerOf.ts'
import { placeOf, textOfPlace } from './timedPlace.ts'

/** Lists a page of services that offer a model, newest first. Routers are left out, so a page may be shorter than its limit. */
export async function listServices(
  services: Pick<Services, 'db' | 'emission' | 'facts'>,
  query: z.output<typeof servicesQueryWire>,
): Promise<ServicesWire> {
  const limit = query.limit ?? usualPageItems
  const rows = await listServiceRows(services.db, {
    payee: query.payee ?? null,
    royaltyTo: query.royaltyTo ?? null,
    before: placeOf(query.cursor),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const checks = await checksWhileChainAnswers(services, page)
  return {
    items: page.filter(({ terms }) => routerHostOf(terms) === null).map((row) => serviceToWire(row, checks)),
    nextCursor: rows.length > limit && last !== undefined ? textOfPlace({ at: last.registeredAt, id: last.service }) : null,
  }
}

/** Returns one service. Refuses with `service.unknown`. */
export async function readService(
  services: Pick<Services, 'db' | 'emission' | 'facts'>,
  { service }: { service: string },
): Promise<ServiceWire | Refusal> {
  const row = await findListedService(services.db, { service })
  if (row === null) return { rejected: 'service.unknown', detail: service }
  return serviceToWire(row, await checksWhileChainAnswers(services, [row]))
}

/** Reads the checks of services; null while the chain does not answer, because the list of services needs only the database. */
async function checksWhileChainAnswers(
  services: Pick<Services, 'db' | 'emission' | 'facts'>,
  rows: readonly ListedServiceRow[],
): Promise<ChecksOf | null> {
  try {
    return await checksOf(
      services,
      rows.map(({ service, terms }) => ({ service, model: offerOf(terms)?.model ?? null })),
    )
  } catch (error) {
    if (error instanceof ChainUnavailableError) return null
    throw error
  }
}

function serviceToWire(row: ListedServiceRow, checks: ChecksOf | null): ServiceWire {
  const { service, payee, royaltyBps, lockSeconds, terms, termsHash } = row
  const found = checks?.of(service)
  const orNull = (address: string) => (address === zeroAddress ? null : address)
  return {
    ...{ service, payee, operator: orNull(row.operator), royaltyTo: orNull(row.royaltyTo), royaltyBps, lockSeconds },
    ...{ model: row.model === zeroHex32 ? null : row.model, bond: `${row.bond}`, bondOutAt: row.outAt === 0n ? null : Number(row.outAt) },
    ...{ terms, termsHash, termsAt: Number(row.termsAt), offer: offerOf(terms), files: filesOf(terms), channels: row.channels },
    ...{ inChannels: `${row.inChannels}`, settled: `${row.settled}`, royalty: `${row.royalty}` },
    registeredAt: Number(row.registeredAt),
    checks: found?.checks ?? null,
    quality: found?.quality ?? null,
    hidden: row.hiddenReason === null || row.hiddenAt === null ? null : { reason: row.hiddenReason, at: Math.floor(row.hiddenAt.getTime() / 1_000) },
  }
}
