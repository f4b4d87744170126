import { z } from 'zod'
import { intBetween, uuid } from '../scalars.ts'

/** `GET /leases/{id}/ports`: where the ports of a lease are had, and the access tokens for programs that are not revoked. */
export const leasePortsWire = z
  .strictObject({
    ports: z.array(z.strictObject({ port: z.int(), url: z.string().describe('Stays the same when the workload moves to another machine.') })),
    tokens: z.array(z.strictObject({ tokenId: uuid, createdAt: z.int() })),
  })
  .meta({ id: 'LeasePorts' })
export type LeasePortsWire = z.infer<typeof leasePortsWire>

/** `POST /leases/{id}/port-tokens`. */
export const portTokenRequestWire = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('page'), port: intBetween(1, 65_535) }).describe('For a browser and one port: once, for a minute.'),
    z.strictObject({ kind: z.literal('program') }).describe('For programs and all ports, until the lease ends or it is revoked.'),
  ])
  .meta({ id: 'PortTokenRequest' })
export type PortTokenRequestWire = z.infer<typeof portTokenRequestWire>

/** A token, which is shown this once. */
export const portTokenWire = z
  .strictObject({
    tokenId: uuid,
    token: z.string(),
    url: z.string().nullable().describe("Where a page posts it to as the form field `token`; null for a program's, which is a bearer token."),
    expiresAt: z.int().nullable().describe('Null: with the lease.'),
  })
  .meta({ id: 'PortToken' })
export type PortTokenWire = z.infer<typeof portTokenWire>
