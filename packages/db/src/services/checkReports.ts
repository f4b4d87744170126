// Reports of validators about the answers of AI services. The API (role infinitio_api) writes the tables `check_reports` and `check_answers`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { check_reports: reports, check_answers: answers, services } = tables

const speed = { firstMs: answers.first_ms, wholeMs: answers.whole_ms, textBytes: answers.text_bytes } as const
const answerRow = rowOf({ service: answers.service, question: answers.question, head: answers.head, outcome: answers.outcome, ...speed })
/**
 * One answer of a service in a report. `outcome` compares it with the other services of the report. The last three are its measured speed: milliseconds to the
 * first text of a stream and to the end, and the bytes of the text. They are null if it was not measured, and `firstMs` also if the answer is not a stream.
 */
export type CheckAnswerRow = RowOf<typeof answerRow>

/** A validator's report about one check of a model, with its signature. `timesSignature` is over the speeds; null for a report without them. */
export type CheckReportRow = {
  readonly signature: string
  readonly timesSignature: string | null
  readonly slot: bigint
  readonly validator: string
  readonly model: string
  readonly answers: readonly CheckAnswerRow[]
}

/**
 * Stores a report with its answers. Returns false if another report of this validator for the same check and model is already stored. Call it in a transaction.
 * Indexes: check_reports (signature), check_reports (slot, validator, model).
 */
export async function insertCheckReport(
  tx: Queryable,
  { signature, timesSignature, slot, validator, model, answers: rows }: CheckReportRow,
): Promise<boolean> {
  const fresh = await tx.query(
    'insert into check_reports (signature, slot, validator, model, times_signature) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [signature, slot, validator, model, timesSignature],
  )
  if (fresh.length === 0) return (await tx.query('select from check_reports where signature = $1', [signature])).length > 0
  await tx.query(
    `insert into check_answers (signature, slot, validator, service, question, head, outcome, first_ms, whole_ms, text_bytes)
     select $1, $2, $3, * from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::int[], $9::int[], $10::int[])`,
    [
      ...[signature, slot, validator, rows.map(({ service }) => service), rows.map(({ question }) => question)],
      ...[rows.map(({ head }) => head), rows.map(({ outcome }) => outcome)],
      ...[rows.map(({ firstMs }) => firstMs), rows.map(({ wholeMs }) => wholeMs), rows.map(({ textBytes }) => textBytes)],
    ],
  )
  return true
}

const reportedRow = rowOf({
  signature: reports.signature,
  timesSignature: reports.times_signature,
  validator: reports.validator,
  model: reports.model,
  service: answers.service,
  question: answers.question,
  head: answers.head,
  ...speed,
})
const answersOfSlot = statement(
  reportedRow,
  `select r.signature, r.times_signature as "timesSignature", r.validator, r.model, a.service, a.question, a.head,
     a.first_ms as "firstMs", a.whole_ms as "wholeMs", a.text_bytes as "textBytes"
   from check_reports r join check_answers a on a.signature = r.signature
   where r.slot = $1 order by r.validator, r.model, a.service, a.question`,
)

/** Lists the answers of all reports about a check. Indexes: check_reports (slot, validator, model), check_answers (signature, service, question). Takes no lock. */
export function listCheckAnswers(db: Queryable, { slot }: { readonly slot: bigint }): Promise<RowOf<typeof reportedRow>[]> {
  return answersOfSlot.rows(db, [slot])
}

const resultRow = rowOf({
  service: answers.service,
  slot: answers.slot,
  validator: answers.validator,
  question: answers.question,
  outcome: answers.outcome,
  signature: answers.signature,
  hasAnswered: 'bool',
  isHeard: 'bool',
  ...speed,
})
/** The judged answer of a service to one question of a validator. `isHeard` is true if any service answered this question. */
export type CheckResultRow = RowOf<typeof resultRow>

const resultsOfServices = statement(
  resultRow,
  `select a.service, a.slot, a.validator, a.question, a.outcome, a.signature, a.head is not null as "hasAnswered",
     exists (select from check_answers o where o.signature = a.signature and o.question = a.question and o.head is not null) as "isHeard",
     a.first_ms as "firstMs", a.whole_ms as "wholeMs", a.text_bytes as "textBytes"
   from check_answers a where a.service = any($1) and a.slot >= $2 order by a.slot desc, a.validator, a.question`,
)

/**
 * Lists the judged answers of these services in the check `since` and in later checks, newest first. Indexes: check_answers (service, slot), check_answers
 * (signature, service, question). Takes no lock.
 */
export function listCheckResults(
  db: Queryable,
  { services: asked, since }: { readonly services: readonly string[]; readonly since: bigint },
): Promise<CheckResultRow[]> {
  return resultsOfServices.rows(db, [asked, since])
}

const offerRow = rowOf({ service: services.service, payee: services.payee, terms: services.terms })
const offersOfServices = statement(offerRow, 'select service, payee, terms from services where service = any($1)')

/** Returns payee and terms of those services that are registered. Index: services (service). Takes no lock. */
export function listServiceOffers(db: Queryable, { services: asked }: { readonly services: readonly string[] }): Promise<RowOf<typeof offerRow>[]> {
  return offersOfServices.rows(db, [asked])
}
