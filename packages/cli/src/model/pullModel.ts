import { findCaches, parseServiceId, type PullNews, pullWeights, RelayError } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { openClient } from '../context/settings.ts'
import { type BuyOptions, openPaidBytes } from '../serving/buyBytes.ts'
import { openMarketLedger, withCodes } from '../serving/servingMarket.ts'
import { printResult, progressLine } from '../terminal/print.ts'
import { ptText } from '../wallet/moveMoney.ts'

/** Options of `infinitio model pull`. */
export type PullOptions = BuyOptions & { readonly cache?: readonly string[] }

type Root = Parameters<typeof findCaches>[1]['sha256']

/**
 * Downloads the weights of a model from caches into a folder, pays them by the byte, and checks each part against the record that the owner of the model signed.
 * Continues an interrupted download. Asks one cache after another until the weights are complete. Throws `api.not_found` for a model without a record,
 * `serving.part_unknown` if no cache has the weights, `serving.part_wrong`, and the codes of `openPaidBytes`.
 */
export async function pullModel(id: string, { folder, ...options }: PullOptions & { readonly folder: string }): Promise<void> {
  await withCodes(async () => {
    const root = await rootOf(id, options)
    const ledger = await openMarketLedger(options)
    const named = (options.cache ?? []).map(parseServiceId)
    const offers = await findCaches(ledger, { sha256: root, named })
    const abort = new AbortController()
    const wrong = new Set<(typeof named)[number]>()
    const failures = new Map<(typeof named)[number], number>()
    const progress = progressLine()
    const stop = () => abort.abort()
    process.once('SIGINT', stop)
    let [came, last] = [0, new RelayError('serving.part_unknown', root)]
    const onNews = (news: PullNews) => {
      if (news.kind === 'bytes') {
        came += news.bytes
        return progress.show(`${came.toLocaleString('en-US')} bytes`)
      }
      process.stderr.write(
        news.kind === 'wrong'
          ? `cache ${news.service} sold wrong bytes of ${news.sha256}, which were deleted\n`
          : `cache ${news.service}: ${news.reason}\n`,
      )
    }
    try {
      for (const offer of offers) {
        const buyer = await openPaidBytes(options, { ledger, offer })
        const before = buyer.figures().owed
        try {
          const pulled = await pullWeights({ buyers: [buyer], wrong, failures, signal: abort.signal, onNews }, { root, folder })
          const paid = buyer.figures().owed - before
          const value = { root, service: offer.service, files: pulled.files.length, bytes: pulled.bytes, paid: paid.toString() }
          const text = `${pulled.files.length} files with ${pulled.bytes.toLocaleString('en-US')} bytes are in ${folder} and have the root ${root}. Paid to ${offer.service}: ${ptText(paid)}.`
          return printResult({ json: options.json, value, text })
        } catch (error) {
          abort.signal.throwIfAborted()
          if (!(error instanceof RelayError)) throw error
          last = error
        } finally {
          buyer.close()
        }
      }
    } finally {
      process.removeListener('SIGINT', stop)
      progress.done()
    }
    throw last
  })
}

/** Returns the weights root of a model, or the root itself if the user named one. */
async function rootOf(id: string, options: PullOptions): Promise<Root> {
  if (/^0x[0-9a-f]{64}$/.test(id)) return id as Root
  const { record } = await openClient(options).getModel(id)
  if (record === null) throw refusal('api.not_found', { detail: `model ${id} has no record` })
  return record.weightsRoot as Root
}
