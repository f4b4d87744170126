import { refusal } from '@infinitio/sdk'
import {
  type Address,
  type ExitAccess,
  type ExitPlan,
  type ExitPositions,
  type ExitReport,
  type ExitStep,
  findPositions,
  movedBetween,
  movedText,
  openExitAccess,
  parseAddress,
  planExit,
  networkFeeText,
  readChainId,
  readExitState,
  readGasPrice,
  runExit,
  stepSentence,
} from '@infinitio/sdk/exit'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type CommonOptions, readWalletKey } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult, progressLine } from '../terminal/print.ts'
import { exitValue, holdingLines, laterLines, momentText, planLines, unreadLines } from './exitReport.ts'
import { openSender } from '../wallet/openSender.ts'

/**
 * Options of `infinitio exit`. `directory`: the address of the Directory contract, or of a contract that refers to it. `fromBlock`: the oldest block to read.
 */
export type ExitOptions = Pick<CommonOptions, 'keyFile' | 'json'> & {
  readonly rpc?: string
  readonly directory?: string
  readonly account?: string
  readonly fromBlock: string
  readonly keepOrders: boolean
  readonly endDuties: boolean
  readonly dryRun: boolean
  readonly yes: boolean
}

/**
 * Withdraws an account's funds from the contracts, using only an RPC node. Prints the plan, asks for confirmation, then sends each step. You can stop it at any
 * point and run it again. `--dry-run`, and `--account` without the key of that account, only print the plan. Throws `account.unbonding` or another code for
 * funds that must wait, the code of a rejected step, or `chain.logs_incomplete` if the RPC node omitted leases.
 */
export async function exit(options: ExitOptions): Promise<void> {
  const { account, wallet } = whoLeaves(options)
  const rpcUrl = options.rpc ?? refuseOption('no --rpc and no INFINITIO_RPC')
  const directory = addressOf(options.directory, '--directory')
  const access = openExitAccess({ rpcUrl })
  const chainId = await readChainId(access)
  const say = (text: string) => (options.json ? undefined : process.stdout.write(`${text}\n`))
  const progress = progressLine()
  const positions = await findPositions(access, {
    account,
    directory,
    downTo: blockOf(options.fromBlock),
    onProgress: ({ head, reached }) => progress.show(`Reading the history: block ${head} back to ${reached} …`),
  }).finally(progress.done)
  const state = await readExitState(access, positions)
  const { keepOrders, endDuties } = options
  const plan = planExit(state, { keepOrders, endDuties, skip: new Set() })
  say([...holdingLines(state), '', ...planLines(plan, { state, gasPrice: await readGasPrice(access) })].join('\n'))
  const found = { ran: [], state, plan, refused: null }
  if (wallet === null || options.dryRun) return finish({ report: found, positions, options, isDry: true })
  if (plan.now.length === 0) return finish({ report: found, positions, options, isDry: false })
  await confirm(options, `Send ${plan.now.length} transactions from ${account} on chain ${chainId}?`)
  const report = await send(access, { positions, options, wallet, rpcUrl, chainId, say })
  say(['', ...holdingLines(report.state)].join('\n'))
  return finish({ report, positions, options, isDry: false })
}

type Sending = {
  positions: ExitPositions
  options: ExitOptions
  wallet: PrivateKeyAccount
  rpcUrl: string
  chainId: number
  say: (text: string) => void
}

async function send(access: ExitAccess, { positions, options, wallet, rpcUrl, chainId, say }: Sending): Promise<ExitReport> {
  return await runExit(access, {
    positions,
    keepOrders: options.keepOrders,
    endDuties: options.endDuties,
    send: await openSender({ account: wallet, rpcUrl, chainId }),
    onSent: ({ step }, hash) => say(`${stepSentence(step)}\n  sent  ${hash}`),
    onRan: ({ planned, outcome, before, after }) => {
      if (!outcome.done) return say(`${outcome.txHash === null ? `${stepSentence(planned.step)}\n` : ''}  refused (${outcome.code})`)
      const moved = movedBetween(before, after).map(movedText)
      say(
        `  mined in block ${outcome.block}${moved.length === 0 ? '' : `: ${moved.join(', ')}`}; network fee ${networkFeeText(outcome.fee)} native coins`,
      )
    },
  })
}

type Finish = { report: ExitReport; positions: ExitPositions; options: ExitOptions; isDry: boolean }

/**
 * Prints the result, and throws the first of these codes that applies: the code of a step that was refused; `chain.logs_incomplete` if the RPC node hides
 * leases; after a run that was not dry, the code that says why the remaining funds must wait.
 */
function finish({ report, positions, options, isDry }: Finish): void {
  const { state, plan } = report
  const hidden = positions.missing + state.unreadable.length
  const lines = [
    ...(isDry ? ['Nothing was sent.'] : laterLines(plan, state, { isComplete: hidden + positions.ignored.length + state.unread.length === 0 })),
    ...unreadLines(state),
    ...positions.ignored.map((at) => `The Directory names ${at}, which does not answer as it should; nothing could be read there.`),
    ...(hidden === 0 ? [] : [`This RPC shows no history of ${hidden} of the Market's leases. If one is yours, use another RPC.`]),
  ]
  printResult({ json: options.json, value: exitValue({ report, hidden }), text: lines.join('\n') })
  if (report.refused !== null) throw refusal(report.refused, { detail: 'a step was refused; the others were sent' })
  if (hidden > 0) throw refusal('chain.logs_incomplete', { detail: `${hidden} leases` })
  const next = firstLater(plan)
  if (!isDry && next !== null) throw refusal(next.code, { detail: `run this again from ${momentText(next.from)}` })
}

/**
 * Returns why funds must wait, and when the first of them can be withdrawn. The code is `account.unbonding` if any step has this code, otherwise the code of
 * the first step. Returns null if nothing waits.
 */
function firstLater({ later }: ExitPlan) {
  const [first] = later
  if (first === undefined) return null
  const codes = later.map(({ step }) => waitCodeOf(step))
  return { code: codes.includes('account.unbonding') ? 'account.unbonding' : (codes[0] ?? 'lease.not_ended'), from: first.from ?? 0n } as const
}

/** Returns the code that says why this step must wait. */
function waitCodeOf(step: ExitStep) {
  if ('vault' in step) return 'account.unbonding'
  if ('pool' in step) return 'task.stake_waits'
  if ('hosting' in step || 'contract' in step) return 'account.unbonding'
  if ('ledger' in step) return 'service' in step ? 'service.bond_leaving' : 'service.channel_exiting'
  return 'lease.not_ended'
}

/**
 * Returns the account in `--account` or, without the option, the account of the key file. The wallet is null if no key file is given or its key belongs to
 * another account; then no step can be sent.
 */
function whoLeaves(options: ExitOptions): { account: Address; wallet: PrivateKeyAccount | null } {
  const named = options.account === undefined ? null : addressOf(options.account, '--account')
  if (options.keyFile === undefined && named !== null) return { account: named, wallet: null }
  const wallet = readWalletKey(options)
  const own = addressOf(wallet.address, 'key file')
  return named === null || named === own ? { account: own, wallet } : { account: named, wallet: null }
}

function addressOf(text: string | undefined, option: string): Address {
  const found = text === undefined ? null : parseAddress(text)
  if (found === null) throw refusal('api.bad_address', { detail: `${option} ${text ?? ''}` })
  return found
}

function blockOf(text: string): bigint {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : refuseOption(`--from-block ${text}`)
}

function refuseOption(detail: string): never {
  throw refusal('api.invalid_field', { detail })
}
