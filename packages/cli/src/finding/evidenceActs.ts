import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { evidenceLines, openSignatures, provenScheme, readKeptEvidence } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import {
  type ChannelFacts,
  channelIdOf,
  type Filing,
  type Hex32,
  hex32,
  openServiceLedger,
  readFiling,
  readTermsByHash,
  termsHashOf,
} from '@infinitio/sdk/services'
import {
  type ChannelEvidence,
  checkEvidence,
  type EvidenceFile,
  type EvidenceReport,
  readEvidence,
  readReceipt,
  readVoucher,
  writeEvidence,
} from '@infinitio/services'
import { configFolder } from '../context/profiles.ts'
import { openClient } from '../context/settings.ts'
import { findChannel } from '../services/channelActs.ts'
import { amountOf, assetText, openLedger } from '../services/openLedger.ts'
import { routeFolder } from '../serving/routeFolder.ts'
import { writeNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { type Compared, evidenceJson, evidenceText } from './evidenceText.ts'
import { numberOf, openFindings } from './openFindings.ts'

/** Options of `infinitio finding evidence`. */
export type WriteEvidenceOptions = MoneyOptions & { readonly out: string; readonly from?: readonly string[]; readonly serial?: string }
/** Options of `infinitio finding check`. */
export type CheckEvidenceOptions = MoneyOptions & { readonly finding?: string; readonly claim?: string }

/**
 * Writes the vouchers and receipts of one of the wallet's channels into a new file, with the terms of the service from the chain, and prints what they prove.
 * Throws `service.channel_unknown`, `api.not_found` if this computer kept none, `api.invalid_field` and `chain.rpc_silent`.
 */
export async function writeEvidenceFile(id: string, { out, from, serial: given, ...options }: WriteEvidenceOptions): Promise<void> {
  const opened = await openLedger(options)
  const { access, account, chainId } = opened
  const { ledger } = opened.ledger
  const { facts, state } = await findChannel(opened, id)
  const serial = given === undefined ? state.serial : Number(given)
  const folders = [
    join(configFolder(), 'proxy', `${chainId}-${facts.service}-${account}${facts.curve === 'babyJubJub' ? '-proven' : ''}`),
    join(routeFolder({ chainId, payer: account }), 'channels', facts.service),
  ]
  const kept = from === undefined ? folders.flatMap(readKeptEvidence) : from.flatMap((path) => evidenceLines(readFileSync(path, 'utf8')))
  const pieces = kept.filter((piece) => piece.serial === serial && isOfChannel(piece, facts))
  if (pieces.length === 0) {
    const looked = from ?? folders
    throw refusal('api.not_found', { detail: `no voucher or receipt of this channel with serial ${serial} in ${looked.join(', ')}` })
  }
  const terms = await readTermsByHash(access, { ledger, service: facts.service, hashes: termsIn(pieces) })
  const file: EvidenceFile = { chainId, ledger, channel: facts, serial, terms: [...terms.values()], pieces }
  const text = writeEvidence(file)
  writeNewFile(out, text, { option: '--out' })
  const report = checkEvidence(file, (await openSignatures()).recover, provenScheme)
  const shown = { file, report, claim: serial === state.serial ? state.settled : null, compared: null }
  const sha256 = hashOf(text)
  const lines = [
    evidenceText(shown),
    '',
    `Written to ${out} (SHA-256 ${sha256}). It has hashes of your prompts, and no text of them.`,
    `To accuse the service: infinitio finding file ${channelIdOf(facts)} claim|receipts --number … --serial ${serial} --file ${out}`,
  ]
  printResult({ json: options.json, value: { file: out, sha256, ...evidenceJson(shown) }, text: lines.join('\n') })
}

/**
 * Checks a file of evidence and prints what it proves. Compares its terms, its channel and the claim with the chain, so nothing in the file is believed
 * without a signature. Throws `api.invalid_field` for another file or market and for another `claim` than that of the finding, `api.not_found` for an unknown
 * finding, and `chain.rpc_silent`.
 */
export async function checkEvidenceFile(path: string, { finding, claim: given, ...options }: CheckEvidenceOptions): Promise<void> {
  const text = readFileSync(path, 'utf8')
  const read = readEvidence(text)
  if (read === null) throw refusal('api.invalid_field', { detail: `${path} was not written by "infinitio finding evidence"` })
  const { access, directory } = await openFindings(options)
  const [{ chainId }, ledger] = await Promise.all([openClient(options).getChain(), openServiceLedger(access, directory)])
  if (read.chainId !== chainId || read.ledger !== ledger.ledger) {
    throw refusal('api.invalid_field', {
      detail: `${path} is about the ledger ${read.ledger} on chain ${read.chainId}, which is not that of this market`,
    })
  }
  const [published, state, filing] = await Promise.all([
    readTermsByHash(access, { ledger: ledger.ledger, service: read.channel.service, hashes: new Set(read.terms.map(termsHashOf)) }),
    ledger.channelOf(channelIdOf(read.channel)),
    finding === undefined ? null : readFiling(access, { directory, id: numberOf(finding) }),
  ])
  // Terms that the service never published prove nothing, because anybody can write terms with another key.
  const file = { ...read, terms: [...published.values()] }
  const report = checkEvidence(file, (await openSignatures()).recover, provenScheme)
  const settled = read.serial === state.serial ? state.settled : null
  const claim = claimOf(given, filing === null ? null : { id: finding ?? '', filing }) ?? settled
  const compared = filing === null ? null : compare(filing, { id: finding ?? '', file, report, hash: hex32(hashOf(text)) })
  const shown = { file, report, claim, compared }
  printResult({ json: options.json, value: { sha256: hashOf(text), ...evidenceJson(shown) }, text: evidenceText(shown) })
}

/** Returns the claim to check: that of the finding, or the given one. Null if there is neither. Throws `api.invalid_field` if the two differ. */
function claimOf(given: string | undefined, of: { readonly id: string; readonly filing: Filing } | null): bigint | null {
  const asked = given === undefined ? null : amountOf(given)
  if (of?.filing.act !== 'claimAboveReceipt') return asked
  const { number, facts } = of.filing
  if (asked !== null && asked !== number) {
    const [own, other] = [number, asked].map((units) => assetText(units, facts.asset))
    throw refusal('api.invalid_field', { detail: `finding ${of.id} is about a claim of ${own}, but --claim is ${other}` })
  }
  return number
}

type Comparing = { readonly id: string; readonly file: EvidenceFile; readonly report: EvidenceReport; readonly hash: Hex32 }

/** Compares a file of evidence with the accusation of a finding. */
function compare(filing: Filing, { id, file, report, hash }: Comparing): Compared {
  const isOfChannel = channelIdOf(filing.facts) === report.channel && filing.serial === file.serial
  const number = filing.act === 'twoReceipts' ? filing.number : null
  return { id, act: filing.act, number, isOfChannel, isEvidence: filing.evidence.includes(hash) }
}

function hashOf(text: string): string {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}

/** Returns true if a piece can be of a channel. The checker looks at the signatures. */
function isOfChannel({ kind, text, fault }: ChannelEvidence, facts: ChannelFacts): boolean {
  if (kind === 'voucher') {
    const sent = readVoucher(text)
    return sent?.payer === facts.payer && sent.key === facts.key
  }
  const read = readReceipt(text)
  return read === null ? fault !== undefined : read.receipt.channel === channelIdOf(facts)
}

function termsIn(pieces: readonly ChannelEvidence[]): ReadonlySet<Hex32> {
  return new Set(pieces.flatMap(({ kind, text }) => (kind === 'voucher' ? readVoucher(text)?.terms : readReceipt(text)?.receipt.terms) ?? []))
}
