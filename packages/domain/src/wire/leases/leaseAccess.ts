import { z } from 'zod'
import { leaseAccessLimits, leaseId, leaseKey, type LeaseAccessOrder, unixSeconds } from '../../index.ts'
import { address, intBetween, signature, uint40, uuid } from '../scalars.ts'
import { leaseTermsFromWire, type LeaseTermsWire } from './leaseTerms.ts'
import { sshKeyLine } from './workloads.ts'

/** `GET /leases/{id}/ports`: the URLs of a lease's ports, and the valid access tokens for programs. */
export const leasePortsWire = z
  .strictObject({
    ports: z.array(z.strictObject({ port: z.int(), url: z.string().describe('Stays the same when the workload moves to another machine.') })),
    tokens: z.array(z.strictObject({ tokenId: uuid, createdAt: z.int() })),
  })
  .meta({ id: 'LeasePorts' })
export type LeasePortsWire = z.infer<typeof leasePortsWire>

/** The body of `POST /leases/{id}/port-tokens`. */
export const portTokenRequestWire = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('page'), port: intBetween(1, 65_535) }).describe('For a browser: opens one port, once within a minute.'),
    z.strictObject({ kind: z.literal('program') }).describe('For programs: opens all ports until the lease ends or the token is revoked.'),
  ])
  .meta({ id: 'PortTokenRequest' })
export type PortTokenRequestWire = z.infer<typeof portTokenRequestWire>

/** A new access token for a port. The API shows it only once. */
export const portTokenWire = z
  .strictObject({
    tokenId: uuid,
    token: z.string(),
    url: z
      .string()
      .nullable()
      .describe('URL to which a page sends the token as the form field `token`; null for a token of programs, which is a bearer token.'),
    expiresAt: z.int().nullable().describe('Unix seconds; null: it expires with the lease.'),
  })
  .meta({ id: 'PortToken' })
export type PortTokenWire = z.infer<typeof portTokenWire>

const mostNumber = 2 ** 31 - 1
const isEachOnce = (values: readonly (string | number)[]): boolean => new Set(values).size === values.length

const accessShape = {
  number: intBetween(0, mostNumber).describe('Number of the last change; 0 if nothing was changed since the lease was rented.'),
  sshKeys: z
    .array(sshKeyLine)
    .max(leaseAccessLimits.sshKeys, { error: 'api.invalid_field' })
    .refine(isEachOnce, { error: 'api.invalid_field' })
    .meta({ uniqueItems: true }),
  ports: z
    .array(intBetween(1, 65_535))
    .max(leaseAccessLimits.ports, { error: 'api.invalid_field' })
    .refine(isEachOnce, { error: 'api.invalid_field' })
    .meta({ uniqueItems: true }),
}

/** The present SSH keys and ports of a lease: as rented, or as its holder last changed them. */
export const leaseAccessWire = z.strictObject(accessShape).meta({ id: 'LeaseAccess' })
export type LeaseAccessWire = z.infer<typeof leaseAccessWire>

/**
 * `PUT /leases/{id}/access`: the complete new keys and ports of a lease, signed by its holder. `number` is the number
 * of the last change plus 1.
 */
export const leaseAccessOrderWire = z
  .strictObject({ ...accessShape, number: intBetween(1, mostNumber).describe('Number of the last change, plus 1.'), expiry: uint40, signature })
  .meta({ id: 'LeaseAccessOrder' })
export type LeaseAccessOrderWire = z.infer<typeof leaseAccessOrderWire>

/** Returns the fields of the EIP-712 message that the holder signs to change the access of a lease with these terms. */
export function leaseAccessOrderOf(
  lease: { readonly leaseId: string; readonly terms: LeaseTermsWire },
  { number, sshKeys, ports, expiry }: Omit<LeaseAccessOrderWire, 'signature'>,
): LeaseAccessOrder {
  const id = leaseId(BigInt(lease.leaseId))
  const about = { leaseId: id, leaseKey: leaseKey(id, leaseTermsFromWire(lease.terms)) }
  return { ...about, number: BigInt(number), access: { sshKeys, ports }, expiry: unixSeconds(BigInt(expiry)) }
}

/** The right of a teammate. `watch` reads the lease, its metrics and its log; `use` also has shell, SSH and ports. Only the holder moves money. */
export const shareRightWire = z.enum(['watch', 'use'], { error: 'api.invalid_field' })
export type ShareRightWire = z.infer<typeof shareRightWire>

/** `POST /leases/{id}/shares`: shares a lease with an account. The right replaces an earlier right of the same account. */
export const leaseShareRequestWire = z.strictObject({ account: address, right: shareRightWire }).meta({ id: 'LeaseShareRequest' })
export type LeaseShareRequestWire = z.infer<typeof leaseShareRequestWire>

/** `GET /leases/{id}/shares`: the accounts that a lease is shared with, oldest first. */
export const leaseSharesWire = z
  .strictObject({
    shares: z.array(
      z.strictObject({
        account: address,
        right: shareRightWire,
        sharedAt: z.int(),
        sshKeys: z.int().describe('Number of SSH keys that this account stores. With the right `use`, each of them opens the lease.'),
      }),
    ),
    most: z.int(),
  })
  .meta({ id: 'LeaseShares' })
export type LeaseSharesWire = z.infer<typeof leaseSharesWire>

/** `GET` and `PUT /account/ssh-keys`: the public keys for leases that are shared with this account. */
export const accountSshKeysWire = z
  .strictObject({ sshKeys: z.array(sshKeyLine).max(10, { error: 'api.invalid_field' }).describe('OpenSSH public key lines.') })
  .meta({ id: 'AccountSshKeys' })
export type AccountSshKeysWire = z.infer<typeof accountSshKeysWire>
