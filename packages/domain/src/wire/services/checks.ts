import { z } from 'zod'
import { checkLimits } from '../../services/checkReports.ts'
import { answerTimeLimits } from '../../services/checkTimes.ts'
import { address, hex32, intBetween, queryInt, signature } from '../scalars.ts'
import { checkQualityWire } from './checkQuality.ts'
import { checkStandingWire } from './checkStanding.ts'
import { serviceIdText } from './services.ts'

const lastSlot = 4_294_967_295
const slot = intBetween(0, lastSlot).describe('The number of the check: Unix time divided by 4,320 (on the development chain by 120).')
const model = z.string({ error: 'api.invalid_field' }).min(1, { error: 'api.invalid_field' }).max(200, { error: 'api.invalid_field' })
const checkedModel = model.describe('The model of all services in the report.')

const answer = z.strictObject({
  service: serviceIdText,
  heads: z
    .array(hex32.nullable())
    .length(checkLimits.questions, { error: 'api.invalid_field' })
    .describe('For each question, the Keccak-256 hash of the first 16 words and signs of its answer; null if it did not answer.'),
})

const time = z.strictObject({
  firstMs: intBetween(0, answerTimeLimits.wholeMs)
    .nullable()
    .describe('Milliseconds from the request to the first text of a stream; null for an answer that is no stream.'),
  wholeMs: intBetween(0, answerTimeLimits.wholeMs).describe('Milliseconds from the request to the end of the answer.'),
  textBytes: intBetween(0, answerTimeLimits.textBytes).describe('The length of the text of the answer, in bytes of UTF-8.'),
})
const times = z
  .array(time.nullable())
  .length(checkLimits.questions, { error: 'api.invalid_field' })
  .describe('For each question, the speed of its answer as the validator measured it; null if it did not answer or was not measured.')

/** `POST /services/checks`: the answers of the services of a model to the questions of one validator in the present check. */
export const checkReportWire = z
  .strictObject({
    slot,
    validator: address.describe('A member of the set that was drawn to check this model.'),
    model: checkedModel,
    answers: z
      .array(answer.extend({ times: times.optional() }))
      .min(1, { error: 'api.invalid_field' })
      .max(checkLimits.services, { error: 'api.invalid_field' })
      .describe('One entry for each service.'),
    signature,
    timesSignature: signature.optional().describe('The signature over the speeds. Without it, no answer may have `times`.'),
  })
  .meta({ id: 'CheckReport' })
export type CheckReportWire = z.infer<typeof checkReportWire>

/** The answer to a check report that the API stores. */
export const keptCheckWire = z.strictObject({ slot }).meta({ id: 'KeptCheckReport' })

/** The path of `GET /services/checks/{slot}`. */
export const checkSlotParams = z.strictObject({ slot: queryInt(0, lastSlot).describe('The number of the check.') })

/**
 * `GET /services/checks/{slot}`: all reports about a check, with their signatures. Reports can still arrive during the next check; after that, the answer never
 * changes.
 */
export const checkSlotWire = z
  .strictObject({
    slot,
    reports: z
      .array(
        z.strictObject({
          validator: address.describe('The member of the set that asked.'),
          model: checkedModel,
          signature,
          timesSignature: signature.nullable().describe('The signature over the speeds; null for a report without them.'),
          answers: z.array(answer.extend({ times })).describe('One entry for each service.'),
        }),
      )
      .describe('The reports of this check.'),
  })
  .meta({ id: 'CheckSlot' })
export type CheckSlotWire = z.infer<typeof checkSlotWire>

/** `GET /services/{service}/checks`: the standing of a service, and the results of its last twenty checks. */
export const serviceChecksWire = z
  .strictObject({
    service: serviceIdText,
    checks: checkStandingWire,
    quality: checkQualityWire,
    checkSeconds: z.int().describe('The length of a check in seconds.'),
    results: z
      .array(
        z.strictObject({
          slot,
          validator: address.describe('The validator that asked.'),
          question: z.int().describe('The number of the question in the check.'),
          outcome: z
            .enum(['agrees', 'differs', 'unclear', 'unanswered'])
            .describe('`unclear`: too few other services agreed with each other; `unanswered`: the service gave no answer.'),
          signature: z.string().describe('The signature of the report, which `GET /services/checks/{slot}` shows whole.'),
        }),
      )
      .describe('Newest first.'),
  })
  .meta({ id: 'ServiceChecks' })
export type ServiceChecksWire = z.infer<typeof serviceChecksWire>
