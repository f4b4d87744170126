import {
  type Address,
  type ExitAccess,
  type ExitPlan,
  type ExitPositions,
  type ExitProgress,
  type ExitState,
  findPositions,
  openExitAccess,
  planExit,
  type PlannedStep,
  readExitState,
  readExitStateAfter,
  readFinality,
  readGasPrice,
  sendStep,
  type StepOutcome,
} from '@infinitio/sdk/exit'
import { useCallback, useState } from 'react'
import type { EIP1193Provider } from 'viem'
import { walletSender } from '../wallet/walletSender.ts'
import type { Problem } from '../kit/ProblemBox.tsx'
import { problemOf } from './problemOf.ts'

/**
 * The input of the exit page: the account that leaves the market, and the chain. Without an `rpcUrl` the page reads through the wallet; without a `provider` it
 * cannot send transactions.
 */
export type Search = { readonly account: Address; readonly directory: Address; readonly rpcUrl: string; readonly provider: EIP1193Provider | null }

/**
 * A step that the user signed during this visit. `outcome` is null until the step's transaction is mined. `isFinal` is null if the chain does not say which
 * blocks are final.
 */
export type SentStep = {
  readonly planned: PlannedStep
  readonly txHash: string | null
  readonly outcome: StepOutcome | null
  readonly before: ExitState
  readonly after: ExitState | null
  readonly isFinal: boolean | null
}

/** The data that the exit page shows in each phase. */
export type ExitView =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly progress: ExitProgress | null }
  | { readonly phase: 'failed'; readonly problem: Problem }
  | ({ readonly phase: 'open' } & OpenExit)

/**
 * An exit in progress: the account's state, the planned steps and the sent steps. `problem` is the error of the last step, or null; `isBusy` is true while a
 * step is being sent.
 */
export type OpenExit = {
  readonly search: Search
  readonly access: ExitAccess
  readonly positions: ExitPositions
  readonly state: ExitState
  readonly plan: ExitPlan
  /** True if the plan also unstakes G and leaves panels and projects. */
  readonly endDuties: boolean
  /** The price of gas in wei, when the state was read. */
  readonly gasPrice: bigint
  readonly sent: readonly SentStep[]
  readonly isBusy: boolean
  readonly problem: Problem | null
}

/** Reads the account's state, plans the steps of its exit, and sends one step at a time. Plans again after each step. */
export function useExit() {
  const [view, setView] = useState<ExitView>({ phase: 'idle' })
  const change = useCallback((part: Partial<OpenExit>) => setView((now) => (now.phase === 'open' ? { ...now, ...part } : now)), [])

  const read = useCallback(async (search: Search) => {
    setView({ phase: 'reading', progress: null })
    try {
      const access = openExitAccess(search.rpcUrl === '' && search.provider !== null ? { provider: search.provider } : { rpcUrl: search.rpcUrl })
      const onProgress = (progress: ExitProgress) => setView({ phase: 'reading', progress })
      const positions = await findPositions(access, { ...search, downTo: 0n, onProgress })
      const [state, gasPrice] = [await readExitState(access, positions), await readGasPrice(access)]
      const plan = planOf(state, { sent: [], endDuties: false })
      setView({ phase: 'open', search, access, positions, state, plan, endDuties: false, gasPrice, sent: [], isBusy: false, problem: null })
    } catch (error) {
      setView({ phase: 'failed', problem: problemOf(error) })
    }
  }, [])

  const send = useCallback(
    async (open: OpenExit, planned: PlannedStep) => {
      const { access, search, positions, state } = open
      if (search.provider === null) return
      const step: SentStep = { planned, txHash: null, outcome: null, before: state, after: null, isFinal: null }
      const earlier = open.sent
      const show = (part: Partial<SentStep>, more: Partial<OpenExit> = {}) => change({ sent: [...earlier, { ...step, ...part }], ...more })
      show({}, { isBusy: true, problem: null })
      let txHash: string | null = null
      try {
        const sending = { account: search.account, send: walletSender(search.provider, { access, account: search.account }) }
        const onSent = (hash: string) => {
          txHash = hash
          show({ txHash })
        }
        const outcome = await sendStep(access, planned.step, { ...sending, onSent })
        const after = outcome.done
          ? await readExitStateAfter(access, positions, { before: state, step: planned.step })
          : await readExitState(access, positions)
        const sent = { ...step, txHash: outcome.txHash, outcome, after }
        const plan = planOf(after, { sent: [...earlier, sent], endDuties: open.endDuties })
        change({ sent: [...earlier, sent], state: after, plan, isBusy: false })
        await followFinality(access, sent, (isFinal) => setView((now) => withFinality(now, sent, isFinal)))
      } catch (error) {
        // A step that has a transaction hash may still be mined. So it stays in the list, and the person can read the state again.
        change({ sent: txHash === null ? earlier : [...earlier, { ...step, txHash }], isBusy: false, problem: problemOf(error) })
      }
    },
    [change],
  )
  const chooseDuties = useCallback(
    ({ state, sent }: OpenExit, endDuties: boolean) => change({ endDuties, plan: planOf(state, { sent, endDuties }) }),
    [change],
  )
  return { view, read, send, chooseDuties }
}

function planOf(state: ExitState, { sent, endDuties }: Pick<OpenExit, 'sent' | 'endDuties'>): ExitPlan {
  return planExit(state, { keepOrders: false, endDuties, skip: new Set(sent.map(({ planned }) => planned.key)) })
}

const finalityPolls = 450
const finalityPollMs = 2_000

/**
 * Asks for the newest final block every 2 s, until the step's block is final, for up to a quarter of an hour: a slow chain takes that long to make a block
 * final. Stops at once if the newest final block cannot be read.
 */
async function followFinality(access: ExitAccess, { outcome }: SentStep, tell: (isFinal: boolean) => void): Promise<void> {
  if (outcome === null || !outcome.done) return
  for (let poll = 0; poll < finalityPolls; poll += 1) {
    const final = await readFinality(access).catch(() => null)
    if (final === null) return
    tell(final >= outcome.block)
    if (final >= outcome.block) return
    await access.sleep(finalityPollMs)
  }
}

function withFinality(view: ExitView, { planned }: SentStep, isFinal: boolean): ExitView {
  if (view.phase !== 'open') return view
  return { ...view, sent: view.sent.map((step) => (step.planned.key === planned.key ? { ...step, isFinal } : step)) }
}
