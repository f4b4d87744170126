import { checkLimits, type Hex32, type ServiceId } from '@infinitio/domain'
import { drawsOf } from './drawsOf.ts'

/** One request of a check: question number `question` to one service, `second` seconds after the start of the check. */
export type PlannedAsk = { readonly service: ServiceId; readonly question: number; readonly second: number }

/** The part of a check's time in which services are asked. The rest is for slow answers and for the report. */
const askedShare = 0.75

/**
 * Returns the requests of one validator in one check, sorted by time. Each service is asked each question once. The times are random, and only the validator
 * knows `secret`. So a service cannot see that a request belongs to a check, neither by its time nor by the requests that other services get.
 */
export function planCheck({
  secret,
  slot,
  model,
  services,
  seconds,
}: {
  readonly secret: Hex32
  readonly slot: number
  readonly model: string
  readonly services: readonly ServiceId[]
  readonly seconds: number
}): readonly PlannedAsk[] {
  const questions = Array.from({ length: checkLimits.questions }, (_, question) => question)
  const asks = services.flatMap((service) => questions.map((question) => ({ service, question })))
  return asks
    .map((ask) => {
      const [draw = 0] = drawsOf({ secret, name: `${slot} ${model} ${ask.service} ${ask.question}`, count: 1 })
      return { ...ask, second: Math.floor(draw * seconds * askedShare) }
    })
    .toSorted((one, other) => one.second - other.second || (one.service < other.service ? -1 : 1))
}
