import { z } from 'zod'
import { address, intBetween, uuid } from '../scalars.ts'
import { sshKeyLine } from './workloads.ts'

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

/** What a teammate may do with a lease: `watch` reads it, its metrics and its log; `use` has shell, SSH and ports as well. Nobody but who holds it moves money. */
export const shareRightWire = z.enum(['watch', 'use'], { error: 'api.invalid_field' })
export type ShareRightWire = z.infer<typeof shareRightWire>

/** `POST /leases/{id}/shares`: by another right than before, that one takes its place. */
export const leaseShareRequestWire = z.strictObject({ account: address, right: shareRightWire }).meta({ id: 'LeaseShareRequest' })
export type LeaseShareRequestWire = z.infer<typeof leaseShareRequestWire>

/** `GET /leases/{id}/shares`: whom a lease is shared with, oldest first. */
export const leaseSharesWire = z
  .strictObject({
    shares: z.array(
      z.strictObject({
        account: address,
        right: shareRightWire,
        sharedAt: z.int(),
        sshKeys: z.int().describe('How many SSH keys this account keeps: with the right to use it each of them opens the lease.'),
      }),
    ),
    most: z.int(),
  })
  .meta({ id: 'LeaseShares' })
export type LeaseSharesWire = z.infer<typeof leaseSharesWire>

/** `GET` and `PUT /account/ssh-keys`: the public keys that open leases which are shared with this account. */
export const accountSshKeysWire = z
  .strictObject({ sshKeys: z.array(sshKeyLine).max(10, { error: 'api.invalid_field' }).describe('OpenSSH public key lines.') })
  .meta({ id: 'AccountSshKeys' })
export type AccountSshKeysWire = z.infer<typeof accountSshKeysWire>
