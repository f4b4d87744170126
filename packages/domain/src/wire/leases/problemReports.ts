import { z } from 'zod'
import { problemKinds, reportLimits, reportStates } from '../../leases/problemReport.ts'
import { address, hex32, leaseId, rowNumber, text } from '../scalars.ts'

const words = text(reportLimits.text).regex(/\S/, { error: 'api.invalid_field' })

/** A kind of problem that a renter can report. */
export const problemKindWire = z.enum(problemKinds, { error: 'api.invalid_field' })

/** `POST /leases/{id}/reports`: reports a problem. The lease continues. */
export const reportRequestWire = z
  .strictObject({
    problem: problemKindWire,
    text: words,
    log: text(reportLimits.log).nullish().describe('The end of a log that shows it.'),
    artefacts: z
      .array(hex32)
      .max(reportLimits.artefacts, { error: 'api.invalid_field' })
      .optional()
      .describe('Hashes of artefacts of the reporter. The provider can then read them.'),
  })
  .meta({ id: 'ProblemReportRequest' })
export type ReportRequestWire = z.infer<typeof reportRequestWire>

/** The body of `POST /reports/{number}/answer`. */
export const reportAnswerWire = z.strictObject({ text: words }).meta({ id: 'ProblemReportAnswer' })

/** A problem with a lease that its renter reported to its provider. */
export const problemReportWire = z
  .strictObject({
    number: rowNumber,
    leaseId,
    reporter: address,
    problem: problemKindWire,
    text: z.string(),
    log: z.string().nullable(),
    artefacts: z.array(hex32).describe('Hashes of attached files, for `GET /artefacts/{sha256}`. Each file expires.'),
    state: z.enum(reportStates),
    answer: z.string().nullable().describe('Answer of the provider; null without one.'),
    createdAt: z.int(),
    answeredAt: z.int().nullable(),
    closedAt: z.int().nullable(),
  })
  .meta({ id: 'ProblemReport' })
export type ProblemReportWire = z.infer<typeof problemReportWire>

/** Problem reports of a lease, or of all machines of a provider, newest first. */
export const problemReportsWire = z.strictObject({ items: z.array(problemReportWire) }).meta({ id: 'ProblemReports' })
export type ProblemReportsWire = z.infer<typeof problemReportsWire>
