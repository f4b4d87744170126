import { InfinitioError } from '@infinitio/sdk/emission'
import { followSlots, type ProofSlot } from '@infinitio/sdk/proofs'
import type { KeptSlot } from '../validator/keptSlots.ts'
import type { OpenValidator, Validator } from '../validator/validator.ts'
import { judgeBoard } from './judgeBoard.ts'
import { checksOfSlot } from './receivedCommits.ts'
import { callSlot, closeSlot, showReceipt } from './timeSlot.ts'

const lookEveryMs = 500
const findEveryMs = 2_000

/**
 * A validator of this process. `find` reads the addresses of its contracts from the chain and returns null until that succeeds, because the chain may not
 * answer at the start.
 */
type Finding = Validator & { readonly find: () => Promise<OpenValidator | null> }

/**
 * Watches the chain for proof slots (blocks at which machines prove their GPUs), and takes part in each slot for all validators of this process. Also continues
 * slots that a restart interrupted. `stop` waits for the steps in progress.
 */
export function watchSlots(validators: readonly Finding[], { rpcUrl }: { rpcUrl: string }): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const [first] = validators
  if (first === undefined) return { stop: () => Promise.resolve() }
  void follow(first)
  const runs = validators.map((validator) => run(validator, stopped.signal))
  return {
    async stop() {
      stopped.abort()
      await Promise.all(runs)
    },
  }

  async function follow(validator: Finding): Promise<void> {
    const { logger } = validator
    const onProblem = (error: unknown) => logger.warn({ err: error }, 'the chain shows no head')
    const open = await findOpen(validator, stopped.signal)
    if (open === null) return
    const { chainId, addresses } = open.opened
    await followSlots({ rpcUrl, chainId, directory: addresses.directory, onSlot: take, onProblem, signal: stopped.signal })
  }

  function take(slot: ProofSlot, seenMs: number): void {
    for (const validator of validators) {
      const { proofs, logger } = validator
      // `add` has stored the slot's secret nonce on disk before anything is sent, so that a restart cannot lose it.
      if (proofs.kept.add(slot, Date.now() - (performance.now() - seenMs)) === null) continue
      proofs.seenMs.set(slot.slotHash, seenMs)
      proofs.door?.open(slot.slotHash, checksOfSlot(validator, slot))
      proofs.wake()
      logger.info({ slot: slot.slot }, 'a slot of GPU proofs begins')
    }
  }
}

async function run(validator: Finding, signal: AbortSignal): Promise<void> {
  const open = await findOpen(validator, signal)
  while (open !== null && !signal.aborted) {
    await advanceSlots(open)
    await woken(open, signal)
  }
}

/** Waits until the addresses of the market's contracts are known. Returns null if `signal` is aborted. */
async function findOpen(validator: Finding, signal: AbortSignal): Promise<OpenValidator | null> {
  while (!signal.aborted) {
    const open = await validator.find().catch(() => null)
    if (open !== null) return open
    await pause(findEveryMs, signal)
  }
  return null
}

async function woken({ proofs }: OpenValidator, signal: AbortSignal): Promise<void> {
  const wake = new Promise<void>((resolve) => {
    proofs.wake = resolve
  })
  await Promise.race([pause(lookEveryMs, signal), wake])
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

/** A proof slot that is still not judged after this many seconds of block time is abandoned, because validators sign no roots of older slots. */
const givenUpAfterSeconds = 20n * 3_600n
/** The block time is read again after this many milliseconds. */
const chainTimeMs = 60_000

const steps = { seen: callSlot, called: closeSlot, received: showReceipt } as const

/**
 * Performs the step that is due for each open proof slot. A failed step is logged and tried again later. Slots are judged in the background, one at a time,
 * because judging a slot with many GPUs takes long and must not delay the measurements of the next slot.
 */
export async function advanceSlots(validator: OpenValidator): Promise<void> {
  const { proofs } = validator
  const open = proofs.kept.open()
  const now = open.length === 0 ? 0n : await chainTimeOf(validator)
  for (const slot of open) {
    if (now > slot.at + givenUpAfterSeconds) {
      proofs.door?.shut(slot.slotHash)
      proofs.seenMs.delete(slot.slotHash)
      proofs.zSeenMs.delete(slot.slotHash)
      proofs.kept.put(slot, { phase: 'over' })
      continue
    }
    await takeSteps(validator, slot).catch((error: unknown) => noteFailure(validator, { slot, error }))
  }
  const { isBusy, last } = proofs.judging
  const shown = proofs.kept.open().filter(({ phase }) => phase === 'shown')
  const next = shown.find(({ slot }) => slot > last) ?? shown[0]
  if (next !== undefined && !isBusy) judgeApart(validator, next)
}

/** Returns the block time in Unix seconds, at most a minute old. While the chain does not answer, returns the last known time. */
async function chainTimeOf({ client, proofs }: OpenValidator): Promise<bigint> {
  const { chainTime } = proofs
  if (performance.now() - chainTime.readMs < chainTimeMs) return chainTime.at
  const at = await client.getBlock({ blockTag: 'latest' }).then(
    ({ timestamp }) => timestamp,
    () => chainTime.at,
  )
  proofs.chainTime = { at, readMs: performance.now() }
  return at
}

function judgeApart(validator: OpenValidator, slot: KeptSlot): void {
  const { proofs } = validator
  proofs.judging = { isBusy: true, last: slot.slot }
  judgeBoard(validator, slot)
    .catch((error: unknown) => noteFailure(validator, { slot, error }))
    .finally(() => {
      proofs.judging = { isBusy: false, last: slot.slot }
    })
}

function noteFailure({ logger }: OpenValidator, { slot, error }: { slot: KeptSlot; error: unknown }): void {
  const code = error instanceof InfinitioError ? error.code : undefined
  logger.warn({ err: error, code, slot: slot.slot, phase: slot.phase }, 'a step of a slot failed')
}

async function takeSteps(validator: OpenValidator, first: KeptSlot): Promise<void> {
  let slot = first
  while (slot.phase === 'seen' || slot.phase === 'called' || slot.phase === 'received') {
    const next = await steps[slot.phase](validator, slot)
    if (next.phase === slot.phase) return
    slot = next
  }
}
