import { z } from 'zod'
import { address } from '../scalars.ts'

const rows = z.array(z.record(z.string(), z.unknown()))

/** `GET /account/export`: everything this market keeps about the signed-in account. What the chain holds is public and listed as far as we show it. */
export const accountExportWire = z
  .strictObject({
    address,
    takenAt: z.int(),
    account: rows,
    sessions: rows.describe('Without the tokens themselves.'),
    leaseNames: rows,
    leaseShares: rows.describe('Leases it shares, and those that are shared with it.'),
    sshKeys: rows,
    workloads: rows.describe('Images, SSH keys and sealed secrets as they were put.'),
    nodeProfiles: rows,
    snapshots: rows.describe('What is known of them; their bytes are encrypted.'),
    moves: rows.describe('With what was signed for them.'),
    savedSearches: rows.describe('With the nodes each found when it was last looked at.'),
    notifications: rows.describe('What it was told in the last 90 days.'),
    webhooks: rows.describe('Without their secrets.'),
    mailAddresses: rows.describe('Where it is told by e-mail.'),
    billing: rows.describe('Who its invoices are made out to.'),
    invoices: rows.describe('What they say; their files are at GET /leases/{leaseId}/invoices/{number}.'),
    orders: rows,
    holds: rows,
    instructions: rows.describe('Signed ends and cancels that were handed in.'),
    leases: rows,
    statement: rows,
    notes: z.array(z.string()),
  })
  .meta({ id: 'AccountExport' })
export type AccountExportWire = z.infer<typeof accountExportWire>

/** `DELETE /account`: what was deleted, and what stays and why. */
export const accountDeletedWire = z
  .strictObject({
    address,
    deleted: z.strictObject({
      account: z.int(),
      sessions: z.int(),
      leaseNames: z.int(),
      leaseShares: z.int(),
      sshKeys: z.int(),
      workloads: z.int(),
      nodeProfiles: z.int(),
      snapshots: z.int(),
      readings: z.int(),
      savedSearches: z.int(),
      notifications: z.int(),
      webhooks: z.int(),
      mailAddresses: z.int(),
      billing: z.int(),
      invoices: z.int(),
      answers: z.int(),
    }),
    kept: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  })
  .meta({ id: 'AccountDeleted' })
export type AccountDeletedWire = z.infer<typeof accountDeletedWire>
