import { type CheckedAnswer, checkLimits, type Hex32, type ServiceId, type TimedAnswer } from '@infinitio/domain'
import { type PlannedAsk, planCheck } from '@infinitio/services'
import type { HeardAnswer } from './askRouter.ts'
import type { CheckedModel } from './checkedModels.ts'

/** When this share of a check's time has passed, the report is sent, even if some services were not asked. */
const reportShare = 0.9

/** A check of one model by one validator while it runs: the requests that remain, and the answers so far. */
export type RunningCheck = {
  readonly model: string
  readonly services: readonly ServiceId[]
  readonly open: PlannedAsk[]
  readonly heard: Map<string, HeardAnswer>
}

/** Starts the check of a model. `seconds` is its length. */
export function startCheck(
  { model, services }: CheckedModel,
  { secret, slot, seconds }: { readonly secret: Hex32; readonly slot: number; readonly seconds: number },
): RunningCheck {
  return { model, services, open: [...planCheck({ secret, slot, model, services, seconds })], heard: new Map() }
}

/** Removes the requests whose time has come and returns them. `second` is the number of seconds since the start of the check. */
export function takeDue({ open }: RunningCheck, second: number): PlannedAsk[] {
  const due = open.filter((ask) => ask.second <= second)
  open.splice(0, due.length)
  return due
}

/** Stores the answer of a service to a question. */
export function noteAnswer({ heard }: RunningCheck, { service, question }: PlannedAsk, { head, time }: HeardAnswer): void {
  heard.set(`${service} ${question}`, { head, time })
}

/** Returns true if all services were asked, or if the check is nearly over. */
export function isReady({ open }: RunningCheck, { second, seconds }: { readonly second: number; readonly seconds: number }): boolean {
  return open.length === 0 || second >= seconds * reportShare
}

/** Returns the answers for the report. A service that was not asked, or that did not answer, has null. */
export function answersOf(check: RunningCheck): readonly CheckedAnswer[] {
  return check.services.map((service) => ({ service, heads: ofQuestions(check, service, ({ head }) => head) }))
}

/** Returns the speeds for the report. A service that was not asked, or that did not answer, has null. */
export function timesOf(check: RunningCheck): readonly TimedAnswer[] {
  return check.services.map((service) => ({ service, times: ofQuestions(check, service, ({ time }) => time) }))
}

function ofQuestions<Value>({ heard }: RunningCheck, service: ServiceId, pick: (answer: HeardAnswer) => Value): (Value | null)[] {
  return Array.from({ length: checkLimits.questions }, (_, question) => {
    const answer = heard.get(`${service} ${question}`)
    return answer === undefined ? null : pick(answer)
  })
}
