import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { disputeBond, disputeMove, type DisputeMove, findDispute, leaseDispute } from '@infinitio/sdk/governance'
import { artefactBytes } from '../artefacts/artefactBytes.ts'
import { uploadFile } from '../artefacts/uploadFile.ts'
import { openClient, readWalletKey, signInClient } from '../context/settings.ts'
import { resolveLease } from '../names/resolveLease.ts'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptOf } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'
import { closedLeaseOf } from './closedLeaseOf.ts'
import { bondText } from './disputeText.ts'
import { momentOf, openDisputes } from './openDisputes.ts'

/** Options of `infinitio dispute file`. */
export type FileDisputeOptions = MoneyOptions & {
  readonly slash?: string
  readonly lease?: string
  readonly statement?: string
  readonly claim?: string
}
/** Options of `infinitio dispute answer`. */
export type AnswerOptions = MoneyOptions & { readonly file: readonly string[]; readonly upload: boolean }
/** A vote in words. */
export type JurorVote = keyof typeof votes

const votes = { record: 0, opener: 1, unsure: 2 } as const
const network = ['Transactions', '1, which pays the network fee'] as const
const atMostTwo = ['Transactions', 'at most 2, each pays the network fee'] as const

/**
 * Files a dispute about a queued slash (an amount that will be taken from a bond) or about a closed lease. Throws `api.invalid_field` unless exactly one of
 * `slash`, `lease` and `statement` is given. Like every function here, it throws `wallet.not_confirmed` and the errors of `disputeMove`.
 */
export async function fileDispute({ slash, lease, statement, claim: amount, ...options }: FileDisputeOptions): Promise<void> {
  if ([slash, lease, statement].filter((one) => one !== undefined).length !== 1)
    throw refusal('api.invalid_field', { detail: 'give --slash, --lease or --statement' })
  if (slash !== undefined) {
    const move = { kind: 'openSlash', purpose: slash } as const
    const mostBond = await bondAsked(move, options)
    await agreed(options, [['Slash of the bond', slash], ['Bond, lost with the dispute', bondText(mostBond)], atMostTwo])
    await carry(move, { ...options, mostBond }, 'Filed')
    return
  }
  if (amount === undefined) throw refusal('api.invalid_field', { detail: 'give --claim with --lease or --statement' })
  const claim = ptOf(amount)
  const move = lease === undefined ? moveOf(statement ?? '', claim) : await claimed(lease, { claim, options })
  const { lease: closed } = move
  const mostBond = await bondAsked(move, options)
  const rows = [
    ['Provider', closed.provider],
    ['Lease', `${closed.leaseId}`],
    ['Claim', bondText(claim)],
    ['Bond, lost with the dispute', bondText(mostBond)],
  ] as const
  await agreed(options, [...rows, atMostTwo])
  await carry(move, { ...options, mostBond }, 'Filed')
}

/** Returns the contract call that opens a dispute about a closed lease of this market and claims the given amount. */
async function claimed(lease: string, { claim, options }: { claim: bigint; options: MoneyOptions }) {
  const leaseId = await resolveLease(lease, () => signInClient(options))
  return await leaseDispute(openClient(options).transport, { leaseId, claim, account: readWalletKey(options).address })
}

/**
 * Returns the contract call that opens a dispute about a closed lease and claims the given amount. The lease comes from a file with the statement of the
 * validators.
 */
function moveOf(file: string, claim: bigint) {
  const { lease, proof } = closedLeaseOf(readFileSync(file, 'utf8'))
  return { kind: 'openLease', lease, claim, proof } as const
}

/**
 * Submits the SHA-256 hashes of files as evidence. Unless `upload` is false, first stores the files at the market, where everybody can read them. Throws
 * `artefact.too_large`, `artefact.quota_exceeded`, `artefact.no_store`, `artefact.removed` and `account.blocked`; then nothing was submitted.
 */
export async function answerDispute(id: string, { file, upload, ...options }: AnswerOptions): Promise<void> {
  const files = file.map((path) => ({ name: basename(path), bytes: artefactBytes(path) }))
  const hashes = files.map(({ bytes }) => `0x${createHash('sha256').update(bytes).digest('hex')}` as const)
  const readers = upload ? 'everybody, at this market' : 'nobody: only hashes leave this computer'
  await agreed(options, [
    ['Dispute', id],
    ...hashes.map((hash, place) => [file[place] ?? '', hash] as const),
    ['Can read the files', readers],
    network,
  ])
  if (upload) {
    const { client } = await signInClient(options)
    for (const { name, bytes } of files) await uploadFile(client, { name, file: new Blob([bytes]), readers: 'anybody' })
  }
  await carry({ kind: 'submit', id: numberOf(id), hashes } as DisputeMove, options, 'Submitted')
}

/** Commits the hidden vote of the wallet, which is a juror of the dispute. */
export async function commitVote(id: string, vote: JurorVote, options: MoneyOptions): Promise<void> {
  await agreed(options, [['Dispute', id], ['Vote, hidden until you reveal it', vote], network])
  await carry({ kind: 'commit', id: numberOf(id), vote: votes[vote] }, options, 'Committed')
}

/** Reveals the wallet's vote, appeals, or does the step that is due. Throws `api.invalid_field` if no step is due. */
export async function sendDisputeAct(name: 'reveal' | 'appeal' | 'advance', { id, options }: { id: string; options: MoneyOptions }): Promise<void> {
  const number = numberOf(id)
  const at = await openDisputes(options)
  const dispute = await findDispute(at.access, { directory: at.directory, id: number })
  if (name === 'reveal') {
    await agreed(options, [['Dispute', id], ['Act', 'reveal your vote'], network])
    await carry({ kind: 'reveal', id: number }, options, 'Revealed')
    return
  }
  if (name === 'appeal') {
    const move = { kind: 'appeal', id: number } as const
    const mostBond = await bondAsked(move, options)
    await agreed(options, [['Dispute', id], ['Bond, lost with the appeal', bondText(mostBond)], atMostTwo])
    await carry(move, { ...options, mostBond }, 'Appealed')
    return
  }
  const act = momentOf(dispute, at.now).acts.find((one) => steps.has(one)) as Step | undefined
  if (act === undefined) throw refusal('api.invalid_field', { detail: 'no step of anyone is due now' })
  await agreed(options, [['Dispute', id], ['Step', act], network])
  await carry({ kind: act, id: number }, options, 'Done')
}

/** Pays a juror, by default the wallet, the reward for a vote that agreed with the final verdict. Throws `api.bad_address`. */
export async function payJuror(id: string, { juror: account, options }: { juror: string | undefined; options: MoneyOptions }): Promise<void> {
  const juror = parseAddress(account ?? readWalletKey(options).address)
  if (juror === null) throw refusal('api.bad_address', { detail: account ?? '' })
  await agreed(options, [['Dispute', id], ['Juror', juror], network])
  await carry({ kind: 'payJuror', id: numberOf(id), juror }, options, 'Paid')
}

type Step = 'request' | 'draw' | 'count' | 'lapse' | 'execute'
const steps: ReadonlySet<string> = new Set<Step>(['request', 'draw', 'count', 'lapse', 'execute'])

/** Returns the bond that an action of a dispute would lock; 0 for an action without a bond. */
async function bondAsked(move: DisputeMove, options: MoneyOptions): Promise<bigint> {
  const { access, directory } = await openDisputes(options)
  return (await disputeBond(access, move, { account: readWalletKey(options).address, directory })) ?? 0n
}

/** Sends an action of a dispute. `mostBond` is the bond that was shown to the user. Throws `api.invalid_field` if the action needs a higher bond. */
async function carry(move: DisputeMove, { mostBond = null, ...options }: MoneyOptions & { mostBond?: bigint | null }, done: string): Promise<void> {
  const signSalt = (message: Parameters<Parameters<typeof disputeMove>[2]['signSalt']>[0]) => readWalletKey(options).signTypedData(message)
  await sendAct({ options, done }, (access, sending) => disputeMove(access, move, { ...sending, signSalt, mostBond }))
}

function numberOf(text: string): bigint {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a number` })
  return BigInt(text)
}
