import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { assetUnits, findFinding, findingBond, findingFee, findingMove, type FindingMove, findingStep, hex32 } from '@infinitio/sdk/services'
import { findChannel } from '../services/channelActs.ts'
import { amountOf, assetText, openLedger } from '../services/openLedger.ts'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptOf } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'
import { numberOf, openFindings } from './openFindings.ts'

/** Options of `infinitio finding file`. */
export type FileFindingOptions = MoneyOptions & {
  readonly number: string
  readonly file: readonly string[]
  readonly loss: string
  readonly serial?: string
}
/** Options of `infinitio finding answer`. */
export type AnswerFindingOptions = MoneyOptions & { readonly reason: string }

const network = ['Transactions', '1, which pays the network fee'] as const
const atMostTwo = ['Transactions', 'at most 2, each pays the network fee'] as const

/**
 * Accuses the service of one of the wallet's payment channels. Throws `service.channel_unknown` and `api.invalid_field`. Like every function here, it throws
 * `wallet.not_confirmed` and the errors of `findingMove`.
 */
export async function fileFinding(
  id: string,
  { act, number: text, file, loss: lost, serial: given, ...options }: FileFindingOptions & { act: 'claim' | 'receipts' },
): Promise<void> {
  const number = act === 'claim' ? amountOf(text) : numberOf(text)
  const loss = lost === '0' ? assetUnits(0n) : amountOf(lost)
  const evidence = file.map((path) => hex32(`0x${createHash('sha256').update(readFileSync(path)).digest('hex')}`))
  const { facts, state } = await findChannel(await openLedger(options), id)
  const serial = given === undefined ? state.serial : Number(given)
  const { access, directory } = await openFindings(options)
  const [bond, fee] = await Promise.all([findingBond(access, directory), findingFee(access, directory)])
  await agreed(options, [
    ['Service', facts.service],
    ['Act', act === 'claim' ? `it settled ${text} PT, more than your newest receipt` : `two of its receipts have the number ${text}`],
    ['Loss of the payer', assetText(loss, 'PToken')],
    ...evidence.map((hash, place) => [file[place] ?? '', hash] as const),
    ['Bond, lost if the panel says innocent', assetText(bond, 'PToken')],
    ['Lost without a majority of the panel', `${assetText(fee, 'PToken')} and the pay of members`],
    atMostTwo,
  ])
  const named = act === 'claim' ? 'claimAboveReceipt' : 'twoReceipts'
  await carry(
    { kind: 'file', channel: facts, serial, act: named, number, loss, evidence },
    options,
    'Filed: keep the files, members will ask for them',
  )
}

/** Answers a finding (an accusation against an AI service), as a member of the panel that judges it. */
export async function answerFinding(
  id: string,
  { verdict, reason, ...options }: AnswerFindingOptions & { verdict: 'guilty' | 'innocent' },
): Promise<void> {
  await agreed(options, [['Finding', id], ['Answer, public', verdict], ['Reason, public', reason], network])
  await carry({ kind: 'answer', id: numberOf(id), guilty: verdict === 'guilty', reason }, options, 'Answered')
}

/** Takes the next step of a finding (an accusation) that anyone may take. Throws `api.invalid_field` if no such step is due. */
export async function advanceFinding(id: string, options: MoneyOptions): Promise<void> {
  const { access, directory, now } = await openFindings(options)
  const step = findingStep(await findFinding(access, { directory, id: numberOf(id) }), now)
  if (step !== 'draw' && step !== 'decide' && step !== 'lapse') throw refusal('api.invalid_field', { detail: 'no step of anyone is due now' })
  await agreed(options, [['Finding', id], ['Step', step], network])
  await carry({ kind: step, id: numberOf(id) }, options, 'Done')
}

/** Transfers the given amount (a grant) from the wallet to the contract that pays the panels (judges) of findings. */
export async function payGrant(text: string, options: MoneyOptions): Promise<void> {
  const amount = ptOf(text)
  await agreed(options, [['Into the grant', assetText(amount, 'PToken')], atMostTwo])
  await carry({ kind: 'grant', amount }, options, 'Paid')
}

async function carry(move: FindingMove, options: MoneyOptions, done: string): Promise<void> {
  await sendAct({ options, done }, (access, sending) => findingMove(access, move, sending))
}
