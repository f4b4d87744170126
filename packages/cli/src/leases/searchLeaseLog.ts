import { type Client, type LogSearch, refusal } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'

type Hits = Awaited<ReturnType<LogSearch['search']>>

/** Who wants more narrows the text, or copies the log. */
const mostHits = 10_000

/**
 * Searches the whole log of a lease on its machine and prints each line with the text once, with its number; with `json` one object. Says on standard error when more was found than is
 * printed. Throws `api.invalid_field` for a text that cannot be searched, `lease.over`, `node.tunnel_down`.
 */
export async function searchLeaseLog(
  client: Client,
  { leaseId, text, matchCase, json, say }: { leaseId: string; text: string; matchCase: boolean; json: boolean; say: Say },
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
