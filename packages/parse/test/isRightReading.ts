import { parseRun } from '@infinitio/domain'
import { answerOf } from '../src/query/answerOf.ts'
import { queryOf } from '../src/query/queryOf.ts'
import { readSentence } from '../src/parseSearch.ts'
import { typedPart } from '../src/text/foldText.ts'
import { fixtureCatalogue, fixtureNow, type QueryRow } from './fixture.ts'

type Wished = QueryRow['wishes']

/**
 * Returns true if the grammar reads a query of the fixture correctly: every requirement, the unknown words, the notices and the answer, compared by the rules
 * of test/README.md.
 */
export function isRightReading(row: QueryRow): boolean {
  const context = { now: fixtureNow, offsetMinutes: 0, catalogue: fixtureCatalogue }
  const reading = readSentence(row.text, context)
  const { minutes, start, ...rest } = reading.wishes
  const got = {
    ...rest,
    ...(minutes === undefined ? {} : { minutes }),
    ...(start === undefined ? {} : { start: new Date(start * 1_000).toISOString() }),
  }
  const unknown = reading.unknown.map(({ from, to }) => typedPart(reading.folded, from, to))
  const wanted: Wished = row.wishes
  const { query } = queryOf(reading.wishes, { catalogue: fixtureCatalogue, rates: [] })
  return (
    startOf(got, wanted) !== null &&
    textOf({ ...got, start: startOf(got, wanted) ?? undefined }, wanted) === textOf(wanted, wanted) &&
    plain(unknown) === plain(row.unknown) &&
    (reading.isCut ? ['hoursCut'] : []).join() === row.notices.join() &&
    isRightAnswer(answerOf(reading, query.run, fixtureCatalogue), row.answer)
  )
}

/**
 * Compares the start time that the parser read (`got`) with the wanted one. Returns the wanted start if the read time is within its range. Returns '' if
 * neither has a start, and null if they differ.
 */
function startOf(got: Wished, { start, startUntil }: Wished): string | null {
  if (start === undefined || got.start === undefined) return start === got.start ? '' : null
  const at = Date.parse(got.start)
  return at >= Date.parse(start) && at <= Date.parse(startUntil ?? start) ? start : null
}

function isRightAnswer(got: ReturnType<typeof answerOf>, wanted: QueryRow['answer']): boolean {
  if (got === null || wanted === undefined) return got === null && wanted === undefined
  const counts = new Map(got.gpus.map(({ name, gpus }) => [name, gpus]))
  return (
    got.ask === wanted.ask && got.memoryGib === wanted.memoryGib && Object.entries(wanted.gpus).every(([name, gpus]) => counts.get(name) === gpus)
  )
}

/** Simplifies words for comparison: lower case, only letters and digits, without the names of makers. A condition of a search becomes the name of its field. */
function plain(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/[<>]?=?\s*[\d.]+$/, (end) => (/[<>=]/.test(end) ? '' : end)).toLowerCase())
    .join(' ')
    .replaceAll(/\b(nvidia|geforce|rtx|gtx|tpu|spot)\b/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const vramOf = new Map(fixtureCatalogue.classes.map(({ name, vramGib }) => [name, vramGib]))

/** Returns the canonical text of a reading: readings that find the same machines have the same text. */
function textOf(wishes: Wished, { classes: wantedClasses }: Wished): string {
  const { gpusAtLeast, machines: _machines, startUntil: _until, spot: _spot, ...rest } = wishes
  const one: Record<string, unknown> = { ...rest }
  const gpus = wishes.gpus ?? gpusAtLeast ?? 1
  one['gpus'] = gpus
  if (gpus > 15) delete one['cluster']
  const { model, task, memoryGbAtLeast, classes } = wishes
  if (model !== undefined) {
    const slug = { '8b': 'llama-3.1-8b', '70b': 'llama-3.3-70b', '405b': 'llama-3.1-405b' }[model] ?? model
    one['model'] = slug
    const usual = parseRun(`${slug}_${task ?? 'inference'}`)
    if (task === 'inference') delete one['task']
    if (usual !== null && 'bits' in usual && usual.bits === wishes.bits) delete one['bits']
    if (usual !== null && 'contextTokens' in usual && usual.contextTokens === wishes.contextTokens) delete one['contextTokens']
  }
  if (classes !== undefined && memoryGbAtLeast !== undefined) {
    one['classes'] = classes.filter((name) => (vramOf.get(name) ?? 0) >= memoryGbAtLeast)
    if (wantedClasses !== undefined && classes.every((name) => (vramOf.get(name) ?? 0) >= memoryGbAtLeast)) delete one['memoryGbAtLeast']
  }
  if (wishes.countries?.join() === 'US') {
    delete one['countries']
    one['regions'] = ['us-east', 'us-west']
  }
  if (wishes.pricePerHourAtMost !== undefined && gpus === 1) {
    delete one['pricePerHourAtMost']
    one['pricePerGpuHourAtMost'] = wishes.pricePerHourAtMost
  }
  if (wishes.hours !== undefined) {
    delete one['hours']
    one['minutes'] = wishes.hours * 60
  }
  return JSON.stringify(
    Object.keys(one)
      .filter((name) => one[name] !== undefined && one[name] !== '')
      .sort()
      .map((name) => [name, sameValue(one[name])]),
  )
}

function sameValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => String(one).toLowerCase()).sort()
  return typeof value === 'object' && value !== null && 'amount' in value ? { ...value, amount: Number(value.amount) } : value
}
