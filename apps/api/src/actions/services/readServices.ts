import { findListedService, listServiceRows, type ListedServiceRow } from '@infinitio/db'
import { type Refusal, zeroAddress, zeroHex32 } from '@infinitio/domain'
import type { ServicesWire, ServiceWire, servicesQueryWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'
import { offerOf } from './offerOf.ts'
import { placeOf, textOfPlace } from './timedPlace.ts'

const usualLimit = 25

/** Lists a page of services, newest first. */
export async function listServices({ db }: Pick<Services, 'db'>, query: z.output<typeof servicesQueryWire>): Promise<ServicesWire> {
  const limit = query.limit ?? usualLimit
  const rows = await listServiceRows(db, { payee: query.payee ?? null, before: placeOf(query.cursor), limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(serviceToWire),
    nextCursor: rows.length > limit && last !== undefined ? textOfPlace({ at: last.registeredAt, id: last.service }) : null,
  }
}

/** Returns one service. Refuses with `service.unknown`. */
export async function readService({ db }: Pick<Services, 'db'>, { service }: { service: string }): Promise<ServiceWire | Refusal> {
  const row = await findListedService(db, { service })
  return row === null ? { rejected: 'service.unknown', detail: service } : serviceToWire(row)
}

function serviceToWire(row: ListedServiceRow): ServiceWire {
  const { service, payee, royaltyBps, lockSeconds, terms, termsHash } = row
  const orNull = (address: string) => (address === zeroAddress ? null : address)
  return {
    ...{ service, payee, operator: orNull(row.operator), royaltyTo: orNull(row.royaltyTo), royaltyBps, lockSeconds },
    ...{ model: row.model === zeroHex32 ? null : row.model, bond: `${row.bond}`, bondOutAt: row.outAt === 0n ? null : Number(row.outAt) },
    ...{ terms, termsHash, termsAt: Number(row.termsAt), offer: offerOf(terms), channels: row.channels, settled: `${row.settled}` },
    registeredAt: Number(row.registeredAt),
    hidden: row.hiddenReason === null || row.hiddenAt === null ? null : { reason: row.hiddenReason, at: Math.floor(row.hiddenAt.getTime() / 1_000) },
  }
}
