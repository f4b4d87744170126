import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type AuditMove, auditMove, type AuditSending, openExitAccess, type PanelList } from '@infinitio/sdk/governance'
import { keccak256, zeroHash } from 'viem'
import { gOf, gText } from './gText.ts'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import { openSender } from '../wallet/openSender.ts'

/** Options of `infinitio govern proof file`. */
export type FileOptions = MoneyOptions & {
  readonly source: string
  readonly certificate: string
  readonly meter: string
  readonly coverage: string
  readonly from: string
  readonly until: string
  readonly nodes: readonly string[]
}
/** Options of `infinitio govern proof audit`. */
export type AuditOptions = MoneyOptions & { readonly reason: string }

const network = ['Transactions', '1, which pays the network fee'] as const
const nothingMoves = ['G tokens moved', gText(0n)] as const

/**
 * Files a carbon proof, evidence of green energy for machines. Throws `api.invalid_field` for a malformed proof, and the errors of reading its files. Like
 * every function here, it throws `wallet.not_confirmed` and the errors of `auditMove`.
 */
export async function fileProof(options: FileOptions): Promise<void> {
  const { limits } = await openClient(options).listCarbon({ limit: 1 })
  if (limits === null) throw refusal('api.not_found', { detail: 'nothing is audited on this chain' })
  const proof = proofOf(options)
  const [bond, pay] = [BigInt(limits.bond), BigInt(limits.mostPanels * limits.auditors) * BigInt(limits.auditorFee)]
  await agreed(options, [
    ['Source', proof.source],
    ['Covers', `${options.coverage} % of ${proof.nodes.length} node(s)`],
    ['Period', `${options.from} to ${options.until}`],
    ['Certificate, shown when auditors are drawn', proof.certificateHash],
    ['Bond, paid back two weeks after its end', gText(bond)],
    ['Lost of it when rejected or revoked', `${limits.slashBps / 100} %`],
    ['For auditors, the rest comes back', gText(pay)],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await carry({ kind: 'file', proof }, options, 'Filed')
}

/** Publishes the certificate of a filed proof, which the proof's auditors need. Throws the errors of reading the file and of `fileProof`. */
export async function showCertificate(id: string, options: MoneyOptions & { readonly certificate: string }): Promise<void> {
  const filing = numberOf(id)
  const certificateHash = hashOf(options.certificate) as Extract<AuditMove, { kind: 'show' }>['certificateHash']
  await agreed(options, [['Proof', id], ['Certificate', certificateHash], nothingMoves, network])
  await carry({ kind: 'show', filing, certificateHash }, options, 'Shown')
}

/** Accepts or rejects a filed proof, as one of the auditors that were selected for it at random. The wallet signs the answer. */
export async function auditProof(id: string, { verdict, ...options }: AuditOptions & { verdict: 'accept' | 'reject' }): Promise<void> {
  const filing = numberOf(id)
  await agreed(options, [['Proof', id], ['Answer', verdict], nothingMoves, network])
  await carry({ kind: 'audit', filing, accepts: verdict === 'accept', reason: options.reason }, options, `Answered ${verdict}`)
}

/** Takes a step of a filed carbon proof: settles it, gives it up because no panel was selected in time (`lapse`), or releases its bond. */
export async function sendProofAct(kind: 'settle' | 'lapse' | 'release', { id, options }: { id: string; options: MoneyOptions }): Promise<void> {
  const filing = numberOf(id)
  await agreed(options, [['Proof', id], ['Act', kind], network])
  await carry({ kind, filing }, options, 'Done')
}

/** Joins a list of candidates for auditors or reviewers with a bond in G tokens. Without `bond`, pays the smallest bond that the list accepts. */
export async function joinPanelList(list: PanelList, options: MoneyOptions & { readonly bond?: string }): Promise<void> {
  const { drawn } = await openClient(options).getGovernAccount(readWalletKey(options).address.toLowerCase())
  if (drawn === null) throw refusal('api.not_found', { detail: 'nobody is drawn on this chain' })
  const bond = options.bond === undefined ? BigInt(drawn.bond) : gOf(options.bond)
  await agreed(options, [
    ['List', list],
    ['Bond, which is your weight', gText(bond)],
    ['Lost of it by each question not answered', gText(BigInt(drawn.fine))],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await carry({ kind: 'join', list, bond }, options, 'Joined')
}

/** Leaves a list of candidates, or withdraws the bond that the wallet left in it. */
export async function leavePanelList(name: 'resign' | 'withdraw', { list, options }: { list: PanelList; options: MoneyOptions }): Promise<void> {
  await agreed(options, [['List', list], ['Act', name], network])
  await carry({ kind: name === 'withdraw' ? 'withdrawBond' : name, list }, options, 'Done')
}

/** Selects the members of a panel (auditors of a proof, or reviewers of a bounty) at random. */
export async function drawPanel(id: string, options: MoneyOptions): Promise<void> {
  const panelId = numberOf(id)
  await agreed(options, [['Panel', id], nothingMoves, network])
  await carry({ kind: 'draw', panelId }, options, 'Drawn, or put off to another seed')
}

async function carry(move: AuditMove, options: MoneyOptions, done: string): Promise<void> {
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'an API key moves no G' })
  const account = readWalletKey(options)
  const { addresses, chainId } = await openClient(options).getChain()
  const rpcUrl = rpcOf(options)
  const send = await openSender({ account, rpcUrl, chainId })
  const txHash = await auditMove(openExitAccess({ rpcUrl }), move, {
    ...{ account: account.address, directory: addresses.directory as AuditSending['directory'], send },
  })
  printResult({ json: options.json, value: { txHash }, text: `${done} (${txHash}).` })
}

function proofOf({ source, certificate, meter, coverage, from, until, nodes }: FileOptions) {
  if (!/^[\x21-\x7e]{1,31}$/.test(source)) throw refusal('api.invalid_field', { detail: 'the source is 1 to 31 letters' })
  if (!/^(100|\d{1,2})(\.\d{1,4})?$/.test(coverage)) throw refusal('api.invalid_field', { detail: `${coverage} is not a share in percent` })
  const [whole = '0', part = ''] = coverage.split('.')
  const share = (BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'))) * 10n ** 12n
  if (share === 0n || share > 10n ** 18n) throw refusal('api.invalid_field', { detail: `${coverage} % covers nothing, or more than all` })
  return {
    ...{ source, certificateHash: hashOf(certificate), meterHash: hashOf(meter), site: zeroHash },
    ...{ coverage: share, from: secondsOf(from), until: secondsOf(until), nodes: nodes.map(nodeOf) },
  } as Extract<AuditMove, { kind: 'file' }>['proof']
}

const hashOf = (file: string) => keccak256(readFileSync(file))

function secondsOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw refusal('api.invalid_field', { detail: `${text} is not a time` })
  return Math.floor(at / 1_000)
}

function nodeOf(text: string): `0x${string}` {
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a machine` })
  return text as `0x${string}`
}

function numberOf(text: string): bigint {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a number` })
  return BigInt(text)
}
