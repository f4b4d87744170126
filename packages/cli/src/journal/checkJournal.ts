import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { openExitAccess, parseAddress } from '@infinitio/sdk/exit'
import { type JournalAnchor, type JournalEvidence, type JournalReport, readAnchors, readSnapshot, verifyJournal } from '@infinitio/sdk/journal'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { progressLine } from '../terminal/progressLine.ts'

type Head = JournalEvidence['heads'][number]

/** What a check of the journal takes. `rpc`: the chain node that is asked for anchors and receipt key; without it the API is believed about the key. */
export type CheckOptions = Pick<CommonOptions, 'url' | 'json'> & {
  readonly rpc?: string
  readonly directory?: string
  readonly fromBlock: string
  readonly fromSnapshot?: string
  readonly head?: string
}

/** Reads and replays the journal of the market at `--url` up to its signed head, and compares. Throws when something cannot be read. */
export async function checkJournal(options: CheckOptions): Promise<JournalReport> {
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

/** A signed head that was kept from before. */
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
