import { z } from 'zod'
import { ledgerAssets } from '../../services/serviceIds.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, leaseId, signedAmount, uint128, uint96 } from '../scalars.ts'
import { serviceIdText } from '../services/services.ts'

const rows = z.array(z.record(z.string(), z.unknown()))

/**
 * `GET /account/export`: all data that this market stores about the signed-in account. Of the public data on the chain, it has the parts that this market
 * shows.
 */
export const accountExportWire = z
  .strictObject({
    address,
    takenAt: z.int(),
    account: rows,
    sessions: rows.describe('Without the tokens themselves.'),
    leaseNames: rows,
    leaseShares: rows.describe('Leases it shares, and those that are shared with it.'),
    problemReports: rows.describe('Problems that it reported to providers.'),
    faultAnswers: rows.describe('Its answers to faults of leases.'),
    reviews: rows.describe('Reviews and answers that it wrote.'),
    leaseAccess: rows.describe('SSH keys and ports that it changed while leases ran.'),
    sshKeys: rows,
    workloads: rows.describe('Images, SSH keys and encrypted secrets, as they were stored.'),
    nodeProfiles: rows,
    maintenanceWindows: rows.describe('Maintenance that it planned for its machines.'),
    artefacts: rows.describe('Files that it stored by their hash; their bytes are at GET /artefacts/{sha256}.'),
    snapshots: rows.describe('Facts about its snapshots; their bytes are encrypted.'),
    moves: rows.describe('Moves of its leases, with the messages that it signed for them.'),
    jobs: rows.describe('Its jobs, with their journals.'),
    savedSearches: rows.describe('Each with the machines that it found when the account last looked at it.'),
    notifications: rows.describe('Its notifications of the last 90 days.'),
    webhooks: rows.describe('Without their secrets.'),
    mailAddresses: rows.describe('The address that gets its notifications by e-mail.'),
    billing: rows.describe('The billing details for its invoices.'),
    seller: rows.describe('Its legal data as a provider, for the invoices of its customers.'),
    delegateStatement: rows.describe('Its signed statement as a delegate.'),
    modelDescriptions: rows.describe('The descriptions of its models.'),
    modelRecords: rows.describe('The signed records of its models.'),
    invoices: rows.describe('The content of its invoices; the files are at `GET /leases/{leaseId}/invoices/{number}`.'),
    orders: rows,
    holds: rows,
    instructions: rows.describe('Signed messages that end or cancel leases, as they were submitted.'),
    leases: rows,
    statement: rows,
    notes: z.array(z.string()),
  })
  .meta({ id: 'AccountExport' })
export type AccountExportWire = z.infer<typeof accountExportWire>

/** `DELETE /account`: the deleted data, and the remaining data with the reasons. */
export const accountDeletedWire = z
  .strictObject({
    address,
    deleted: z.strictObject({
      account: z.int(),
      sessions: z.int(),
      leaseNames: z.int(),
      leaseShares: z.int(),
      leaseAccess: z.int(),
      problemReports: z.int(),
      faultAnswers: z.int(),
      reviewTexts: z.int(),
      sshKeys: z.int(),
      workloads: z.int(),
      nodeProfiles: z.int(),
      maintenanceWindows: z.int(),
      artefacts: z.int().describe('Number of stored files.'),
      snapshots: z.int(),
      readings: z.int(),
      jobs: z.int().describe('Jobs with their journals.'),
      savedSearches: z.int(),
      notifications: z.int(),
      webhooks: z.int(),
      mailAddresses: z.int(),
      billing: z.int(),
      seller: z.int(),
      delegateStatement: z.int().describe('Signed statements that were deleted.'),
      modelDescriptions: z.int().describe('Descriptions of models that were deleted.'),
      modelRecords: z.int().describe('Records of models that were deleted.'),
      invoices: z.int(),
      answers: z.int(),
    }),
    kept: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  })
  .meta({ id: 'AccountDeleted' })
export type AccountDeletedWire = z.infer<typeof accountDeletedWire>

/**
 * One movement of an account's balance in the Market contract, in a final block. `place` is the position of its event on the chain: block, log and kind of
 * movement.
 */
const accountStatementLineWire = z
  .strictObject({
    place: z.string(),
    at: z.int().describe('Unix seconds of its block.'),
    kind: z.string().describe('As in `GET /wallet`: `deposit`, `withdrawal`, `escrow`, …'),
    amount: signedAmount,
    balanceAfter: uint128,
    leaseId: leaseId.nullable(),
    txHash: hex32,
    blockNumber: z.int(),
  })
  .meta({ id: 'AccountStatementLine' })

/** One movement of an account's Market balance, as JSON. */
export type AccountStatementLineWire = z.infer<typeof accountStatementLineWire>

/** The payments to one AI service in a month. They come from channels, so no Market balance contains them. */
const serviceCost = z.strictObject({
  service: serviceIdText,
  model: z.string().nullable().describe('The name of the model in the terms of the service; null if this release cannot read them.'),
  asset: z.enum(ledgerAssets).describe('The asset that paid.'),
  settled: uint96.describe('Amount that the service settled in this month, in base units of the asset (1e-18).'),
  requests: z.int().describe('Requests that the service settled in this month.'),
})

/**
 * `GET /wallet/statement`: the movements of an account's Market balance in one month (UTC), from final blocks only. The sums are the same on every page:
 * `closing` = `opening` + `came` − `went`.
 */
export const accountStatementWire = z
  .strictObject({
    month: z.string(),
    firstMonth: z.string().describe('The month of the first block that this market follows: no account has movements before it.'),
    opening: uint128,
    came: uint128,
    went: uint128,
    closing: uint128,
    finalBlock: z.int().describe('Number of the last final block that the sums include.'),
    complete: z.boolean().describe('True if the month is over and its last block is final, so that the statement no longer changes.'),
    lines: z.array(accountStatementLineWire).describe('In the order of the chain, at most 500 on a page.'),
    services: z
      .array(serviceCost)
      .describe(
        'What AI services settled from the channels of the account in this month, the largest amount first, at most 100. It is no part of the Market balance, and includes blocks that are not final.',
      ),
    sales: z
      .array(serviceCost)
      .describe(
        'What the AI services that pay the account settled in this month from the channels of all payers, before the fee and the royalty, the largest amount first, at most 100. The account gets it in its pot at the service ledger. It is no part of the Market balance, and includes blocks that are not final.',
      ),
    tasks: z
      .strictObject({
        earned: uint128.describe('Pay for tasks of others that ended in this month, and for checks of them, without returned stakes.'),
        ordered: uint128.describe('Amounts that the account locked for tasks that it ordered in this month. Refunds are not subtracted.'),
      })
      .nullable()
      .describe(
        'What tasks paid into the balance at the task pool and took out of it in this month, in base units of PToken (1e-18). It is no part of the Market balance, and includes blocks that are not final. Null while the chain does not answer.',
      ),
    nextCursor: nextPageCursor,
    next: z
      .string()
      .nullable()
      .meta({ deprecated: true, description: 'Deprecated: use `nextCursor`. The `after` of the next page; null on the last.' }),
  })
  .meta({ id: 'AccountStatement' })
export type AccountStatementWire = z.infer<typeof accountStatementWire>

/** The query of a statement: the month, such as "2026-11", and the last position of the previous page. */
export const accountStatementQueryWire = z.strictObject({
  month: z.string().regex(/^20[2-9][0-9]-(0[1-9]|1[0-2])$/, { error: 'api.invalid_field' }),
  cursor: pageCursor,
  after: z
    .string()
    .regex(/^[0-9]{1,15}-[0-9]{1,9}-[a-z_]{1,30}$/, { error: 'api.cursor_invalid' })
    .optional()
    .meta({ deprecated: true, description: 'Deprecated: use `cursor`. `next` of the page before.' }),
  limit: pageLimit({ most: 500, usual: 500 }),
})
/** The query in the form in which a caller writes it. */
export type AccountStatementQuery = { readonly month: string; readonly cursor?: string; readonly after?: string; readonly limit?: number }
