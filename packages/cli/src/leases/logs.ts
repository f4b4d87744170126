import type { Json } from '../json/chosenFields.ts'
import { type Client, type LogSearch, refusal } from '@infinitio/sdk'
import { type CommonOptions, type Say, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { readLeaseLog } from './readLeaseLog.ts'

/** Options of `infinitio logs`. `follow` continues until the lease ends. */
export type LogsOptions = CommonOptions & { readonly follow: boolean; readonly search?: string; readonly matchCase: boolean }

/**
 * Prints the last 64 KiB of a lease's log: output of its start script, its command and its machine. With `--json` prints one line of JSON. With `search`,
 * instead searches the whole log and prints each matching line once, with its line number. Throws `api.invalid_field` for options that exclude each other,
 * `lease.over`, `lease.unknown`, `auth.forbidden`.
 */
export async function logs(leaseId: string, options: LogsOptions): Promise<void> {
  if (options.json && options.follow) throw refusal('api.invalid_field', { detail: '--json does not go with --follow' })
  if (options.search !== undefined && options.follow) throw refusal('api.invalid_field', { detail: '--search does not go with --follow' })
  const { client, say } = await signInClient(options)
  if (options.search !== undefined)
    return searchLeaseLog(client, { leaseId, text: options.search, matchCase: options.matchCase, json: options.json, say })
  const kept: Uint8Array[] = []
  let isEmpty = true
  const onBytes = (bytes: Uint8Array) => {
    isEmpty &&= bytes.length === 0
    if (options.json) kept.push(bytes)
    else process.stdout.write(bytes)
  }
  await readLeaseLog(client, { leaseId, isFollowed: options.follow, onBytes })
  if (isEmpty) say('The log is empty: nothing that the lease started has written to it.')
  if (options.json) printResult({ json: true, value: { leaseId, log: Buffer.concat(kept).toString() }, text: '' })
}

type Hits = Awaited<ReturnType<LogSearch['search']>>

/** The most hits that one search prints. To see the others, users can search for a longer text or copy the log. */
const mostHits = 10_000

/**
 * Searches a lease's whole log on its machine and prints each matching line once, with its number, or one JSON
 * object. Reports on standard error if some hits are not printed. Throws `api.invalid_field` for an invalid search
 * text, `lease.over`, `node.tunnel_down`.
 */
async function searchLeaseLog(
  client: Client,
  { leaseId, text, matchCase, json, say }: { leaseId: string; text: string; matchCase: boolean; json: Json; say: Say },
): Promise<void> {
  if (text === '' || text.length > 200 || /[\r\n]/.test(text))
    throw refusal('api.invalid_field', { detail: '--search takes 1 to 200 characters of one line' })
  const log = await client.openLogSearch({ leaseId })
  try {
    const hits: Hits['hits'] = []
    let lastLine = 0
    for (;;) {
      const found = await log.search({ text, matchCase, skip: hits.length })
      hits.push(...found.hits)
      if (!json)
        for (const { line, before, match, after } of found.hits) {
          if (line !== lastLine) process.stdout.write(`${line}: ${before}${match}${after}\n`)
          lastLine = line
        }
      if (found.hits.length > 0 && hits.length < Math.min(found.total, mostHits)) continue
      if (json) process.stdout.write(`${JSON.stringify({ leaseId, total: found.total, isWhole: found.isWhole, hits })}\n`)
      if (found.total > hits.length) say(`${found.total} hits in all; the first ${hits.length} are shown.`)
      if (!found.isWhole) say('The log is too long to be searched in one go: not all of it was.')
      return
    }
  } finally {
    log.close()
  }
}
