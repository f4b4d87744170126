import { z } from 'zod'
import { address } from '../scalars.ts'
import { sshKeyLine } from './workloads.ts'

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
