import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { openExitAccess, parseAddress } from '@infinitio/sdk/exit'
import { type JournalAnchor, type JournalEvidence, type JournalReport, readAnchors, readSnapshot, verifyJournal } from '@infinitio/sdk/journal'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { writeNewFile } from '../terminal/newFile.ts'
import { printResult, progressLine } from '../terminal/print.ts'

type Head = JournalEvidence['heads'][number]

/**
 * Options of a check of the market's journal. `rpc` is the chain node that returns the journal's hashes on the chain and the receipt key. Without it, the check
 * trusts the key that the API returns.
 */
export type CheckOptions = Pick<CommonOptions, 'url' | 'json'> & {
  readonly rpc?: string
  readonly directory?: string
  readonly fromBlock: string
  readonly fromSnapshot?: string
  readonly head?: string
}

/** Reads the journal of the market at `--url`, replays it up to its signed head (last row), and compares the results. Throws if a part cannot be read. */
async function checkJournal(options: CheckOptions): Promise<JournalReport> {
  const client = openClient(options)
  const start = options.fromSnapshot === undefined ? null : readSnapshot(textOf('--from-snapshot', options.fromSnapshot))
  const kept = options.head === undefined ? [] : [headOf(options.head)]
  const { receiptKey, anchors } = await witnessOf(options, client)
  const heads = [...kept, await client.getJournalHead()]
  const progress = progressLine()
  const onProgress = (seq: bigint) => progress.show(`Replaying the journal: row ${seq} …`)
  return await verifyJournal({ rowsFrom: (from) => client.readJournal({ from }), heads, receiptKey, anchors, start, onProgress }).finally(
    progress.done,
  )
}

async function witnessOf(
  { rpc, directory, fromBlock }: CheckOptions,
  client: ReturnType<typeof openClient>,
): Promise<{ receiptKey: string; anchors: readonly JournalAnchor[] | null }> {
  if (rpc === undefined) return { receiptKey: (await client.getChain()).receiptKey, anchors: null }
  const at = parseAddress(directory ?? (await client.getChain()).addresses.directory)
  if (at === null) throw refusal('api.bad_address', { detail: `--directory ${directory ?? ''}` })
  if (!/^\d{1,18}$/.test(fromBlock)) throw refusal('api.invalid_field', { detail: `--from-block ${fromBlock}` })
  return readAnchors(openExitAccess({ rpcUrl: rpc }), { directory: at, downTo: BigInt(fromBlock) })
}

/** Reads a signed head of the journal from a file. */
function headOf(file: string): Head {
  try {
    const { seq, hash, generation, signedAt, signer, signature } = JSON.parse(textOf('--head', file)) as Head
    if (!/^\d{1,19}$/.test(seq) || typeof hash !== 'string' || typeof signature !== 'string') throw new Error('no head')
    return { seq, hash, generation, signedAt, signer, signature }
  } catch {
    throw refusal('api.invalid_field', { detail: `--head ${file}: no signed head as infinitio journal head --json prints it` })
  }
}

function textOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${option} ${file}: ${String(cause)}` })
  }
}

/** Prints the results of a journal check. Throws `journal.disagrees` if any check fails. */
export async function journalVerify(options: CheckOptions): Promise<void> {
  const report = await checkJournal(options)
  printResult({ json: options.json, value: reportValue(report), text: reportLines(report).join('\n') })
  if (report.findingCount > 0) throw refusal('journal.disagrees', { detail: counted(report.findingCount, 'thing') })
}

/** Options of `infinitio journal snapshot`. */
export type JournalSnapshotOptions = CheckOptions & { readonly out: string }

/**
 * Checks the journal and writes the order book after its last row to a new file. The next check can start from this file. If a check fails, writes nothing and
 * throws `journal.disagrees`.
 */
export async function journalSnapshot(options: JournalSnapshotOptions): Promise<void> {
  const report = await checkJournal(options)
  const { snapshot } = report
  if (snapshot !== null) writeNewFile(options.out, `${JSON.stringify(snapshot)}\n`, { option: '--out' })
  const lines = [...reportLines(report), ...(snapshot === null ? [] : [`Written to ${options.out}: the order book after row ${snapshot.seq}.`])]
  printResult({ json: options.json, value: { ...reportValue(report), file: snapshot === null ? null : options.out }, text: lines.join('\n') })
  if (snapshot === null) throw refusal('journal.disagrees', { detail: counted(report.findingCount, 'thing') })
}

/** Formats the results of a journal check for a person. */
function reportLines({ rows, last, bookHash, snapshots, lost, anchors, findings, findingCount }: JournalReport): string[] {
  return [
    `Replayed ${counted(rows, 'row')} up to row ${last.seq}, generation ${last.generation}.`,
    `  hash of the last row    ${last.hash}`,
    `  hash of the order book  ${bookHash ?? 'none: it could not apply a command'}`,
    ...lost.map(({ generation, fromSeq, toSeq }) => `  generation ${generation} names the rows ${fromSeq} to ${toSeq} as lost`),
    `  snapshots listed        ${snapshots.same} of this order book, ${snapshots.unchecked} not compared`,
    anchors === null
      ? 'Not compared with the chain, and the receipt key is from the API. To check both, give --rpc.'
      : `On the chain: ${counted(anchors.found, 'anchored root')} found, ${anchors.lost} of rows named as lost, ${anchors.before} from before the snapshot.`,
    ...(findingCount === 0 ? ['Everything agrees.'] : [`${counted(findingCount, 'thing')} did not agree:`]),
    ...findings.map(({ kind, seq, detail }) => `  ${kind}: ${seq === null ? '' : `row ${seq} `}${detail}`),
    ...(findingCount > findings.length ? [`  and ${findingCount - findings.length} more`] : []),
  ]
}

/** Returns the object that `--json` prints for a report. It has no snapshot, and its row numbers are strings. `agrees` is true if nothing differs. */
function reportValue({ snapshot: _, lost, ...report }: JournalReport): object {
  const rows = lost.map(({ generation, fromSeq, toSeq, hash }) => ({ generation, fromSeq: `${fromSeq}`, toSeq: `${toSeq}`, hash }))
  return { agrees: report.findingCount === 0, ...report, lost: rows }
}

/** Returns a count with its noun: "1 row", "2 rows". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
