import { readCheckers } from '@infinitio/chain'
import { checkReportText, checkSecondsOf, checkSlotAt, checkTimesText, type Hex32 } from '@infinitio/domain'
import type { ServiceWire } from '@infinitio/domain/wire'
import { listServices, postCheckReport } from '@infinitio/sdk/checks'
import { drawsOf, type Prompts, questionOf } from '@infinitio/services'
import { keccak256, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { repeatRounds } from '../validator/repeatRounds.ts'
import type { OpenValidator, Validator } from '../validator/validator.ts'
import { askRouter, type CheckRouter } from './askRouter.ts'
import { checkedModels } from './checkedModels.ts'
import { answersOf, isReady, noteAnswer, type RunningCheck, startCheck, takeDue, timesOf } from './runningCheck.ts'

/** A validator of this process. `find` returns null until it has read the addresses of its contracts. */
type Finding = Validator & { readonly find: () => Promise<OpenValidator | null> }

/** The routers through which the validators ask, and the operator's prompts; null for generated ones. */
export type CheckSettings = { readonly routers: readonly CheckRouter[]; readonly prompts: Prompts; readonly everyMs: number }

/** A validator's memory of the present check. `slot` is null before the first one. `isPoor` is true after a router refused the validator's key. */
type Memory = { slot: number | null; running: RunningCheck[]; isPoor: boolean }

const mostPages = 20
const pageItems = 100

/**
 * Checks AI services for all validators of a process. Each validator that is selected at random for a model asks all services of this model the same questions,
 * at times that only the validator knows, and reports the answers. Without a router, nothing is checked. `stop` waits for the requests in progress. A failed
 * round is logged, and the next round tries again.
 */
export function watchChecks(validators: readonly Finding[], { routers, prompts, everyMs }: CheckSettings): { stop(): Promise<void> } {
  if (routers.length === 0) return { stop: async () => undefined }
  const runs = validators.map((validator) => {
    const memory: Memory = { slot: null, running: [], isPoor: false }
    const round = async () => {
      const open = await validator.find()
      if (open !== null) await look(open, memory, { routers, prompts })
    }
    return repeatRounds(round, { everyMs, onFailure: (error) => validator.logger.debug({ err: error }, 'a look at checks of AI services failed') })
  })
  return { stop: async () => void (await Promise.all(runs.map((run) => run.stop()))) }
}

/** Asks the services that are due now, and reports the checks that are complete. Throws the errors of the API and the chain. */
async function look(validator: OpenValidator, memory: Memory, sources: Omit<CheckSettings, 'everyMs'>): Promise<void> {
  const { client, opened } = validator
  const { timestamp } = await client.getBlock({ blockTag: 'latest' })
  const seconds = checkSecondsOf(opened.chainId)
  const slot = checkSlotAt(Number(timestamp), opened.chainId)
  const second = Number(timestamp) - slot * seconds
  if (memory.slot !== slot) await begin(validator, memory, { slot, seconds })
  for (const check of memory.running) {
    const due = takeDue(check, second)
    await Promise.all(due.map((ask) => askOne(validator, memory, { ...sources, slot, check, ask })))
  }
  const ready = memory.running.filter((check) => isReady(check, { second, seconds }))
  memory.running = memory.running.filter((check) => !ready.includes(check))
  if (memory.isPoor) return
  for (const check of ready) await report(validator, { slot, check })
}

/** Starts the checks of a slot. A validator that started in the middle of a check begins with the next one, so that it does not ask all services at once. */
async function begin(
  validator: OpenValidator,
  memory: Memory,
  { slot, seconds }: { readonly slot: number; readonly seconds: number },
): Promise<void> {
  const { address, client, opened, set } = validator
  if (set === null) return
  const isFirst = memory.slot === null
  const running: RunningCheck[] = []
  for (const one of isFirst ? [] : checkedModels(await listed(validator))) {
    const at = { directory: opened.addresses.directory, chainId: opened.chainId, set, slot, model: one.model }
    const isDrawn = (await readCheckers(client, at)).some(({ account }) => account === address)
    if (isDrawn) running.push(startCheck(one, { secret: secretOf(validator), slot, seconds }))
  }
  Object.assign(memory, { slot, running, isPoor: false })
}

async function listed({ opened }: OpenValidator): Promise<ServiceWire[]> {
  const found: ServiceWire[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor } = await listServices(opened.access.transport, { limit: pageItems, ...(cursor === null ? {} : { cursor }) })
    found.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return found
}

type Asking = Omit<CheckSettings, 'everyMs'> & { readonly slot: number; readonly check: RunningCheck; readonly ask: RunningCheck['open'][number] }

async function askOne(validator: OpenValidator, memory: Memory, { routers, prompts, slot, check, ask }: Asking): Promise<void> {
  const secret = secretOf(validator)
  const [draw = 0] = drawsOf({ secret, name: `router ${slot} ${ask.service} ${ask.question}`, count: 1 })
  const router = routers[Math.floor(draw * routers.length)]
  if (router === undefined || memory.isPoor) return
  const body = questionOf({ secret, slot, model: check.model, question: ask.question, prompts })
  const asked = await askRouter(router, { service: ask.service, body })
  if (asked.kind === 'answered') return noteAnswer(check, ask, asked)
  if (!memory.isPoor) validator.logger.warn({ router: router.url, reason: asked.reason }, 'no AI service is checked until the next check')
  memory.isPoor = true
}

async function report(
  { opened, address, privateKey, logger }: OpenValidator,
  { slot, check }: { readonly slot: number; readonly check: RunningCheck },
): Promise<void> {
  const { model } = check
  const [answers, times] = [answersOf(check), timesOf(check)]
  const about = { chainId: opened.chainId, directory: opened.addresses.directory, slot, model }
  const sign = async (message: string) => (await privateKeyToAccount(privateKey).signMessage({ message })).toLowerCase()
  const wire = answers.map(({ service, heads }, place) => ({ service, heads: [...heads], times: [...(times[place]?.times ?? [])] }))
  await postCheckReport(opened.access.transport, {
    ...{ slot, validator: address, model, answers: wire },
    ...{ signature: await sign(checkReportText({ ...about, answers })), timesSignature: await sign(checkTimesText({ ...about, times })) },
  })
  logger.debug({ slot, model, services: answers.length }, 'AI services are checked')
}

/** Returns the secret that decides which questions this validator asks, and when. Nobody without the validator's key can calculate it. */
function secretOf({ privateKey }: Validator): Hex32 {
  return keccak256(stringToHex(`checks ${privateKey}`)) as Hex32
}
