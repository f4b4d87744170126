// AI services that the service ledger pays. The follower (role infinitio_follower) fills the table `services` from the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { services } = tables

/** The columns of a service. */
export const serviceRow = rowOf({
  service: services.service,
  payee: services.payee,
  royaltyTo: services.royalty_to,
  royaltyBps: services.royalty_bps,
  lockSeconds: services.lock_seconds,
  operator: services.operator,
  model: services.model,
  bond: services.bond,
  outAt: services.out_at,
  noted: services.noted,
  terms: services.terms,
  termsHash: services.terms_hash,
  termsAt: services.terms_at,
  registeredAt: services.registered_at,
  updatedBlock: services.updated_block,
})

/** The columns of a service, for a `select` from the table `services`. */
export const serviceColumns = `service, payee, royalty_to as "royaltyTo", royalty_bps as "royaltyBps", lock_seconds as "lockSeconds", operator, model, bond,
  out_at as "outAt", noted, terms, terms_hash as "termsHash", terms_at as "termsAt", registered_at as "registeredAt", updated_block as "updatedBlock"`

/**
 * An AI service. `bond` is in PToken base units, and `terms` is hex. `outAt` is 0 unless the bond is being withdrawn. `model` is zero if the service pays no
 * royalty for a model.
 */
export type ServiceRow = RowOf<typeof serviceRow>

/** Stores a service and replaces its earlier state. Index: services (service). Locks its row. */
export async function saveService(tx: Queryable, row: ServiceRow): Promise<void> {
  await tx.query(
    `insert into services (service, payee, royalty_to, royalty_bps, lock_seconds, operator, model, bond, out_at, noted, terms, terms_hash, terms_at, registered_at, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (service) do update set operator = excluded.operator, bond = excluded.bond, out_at = excluded.out_at, noted = excluded.noted,
       terms = excluded.terms, terms_hash = excluded.terms_hash, terms_at = excluded.terms_at, updated_block = excluded.updated_block`,
    [
      ...[row.service, row.payee, row.royaltyTo, row.royaltyBps, row.lockSeconds, row.operator, row.model, row.bond],
      ...[row.outAt, row.noted, row.terms, row.termsHash, row.termsAt, row.registeredAt, row.updatedBlock],
    ],
  )
}

const termsById = statement(rowOf({ terms: services.terms }), 'select terms from services where service = $1')

/** Returns the terms of a service in hex, or null. Reads no other column, because the gateway may read only these. Index: services (service). Takes no lock. */
export async function findServiceTerms(db: Queryable, { service }: { service: string }): Promise<string | null> {
  return (await termsById.first(db, [service]))?.terms ?? null
}

const serviceById = statement(serviceRow, `select ${serviceColumns} from services where service = $1`)

/** Returns a service, or null. Index: services (service). Takes no lock. */
export async function findService(db: Queryable, { service }: { service: string }): Promise<ServiceRow | null> {
  return serviceById.first(db, [service])
}
