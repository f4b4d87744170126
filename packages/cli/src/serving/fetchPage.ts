import { writeSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { parseServiceId, pullPage, readFileTermsOf } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { printResult } from '../terminal/print.ts'
import { ptText } from '../wallet/moveMoney.ts'
import { type BuyOptions, openPaidBytes } from './buyBytes.ts'
import { openMarketLedger, withCodes } from './servingMarket.ts'

/** Options of `infinitio fetch`. */
export type FetchOptions = BuyOptions & { readonly out: string }

/**
 * Loads a public page or file through a fetch service and writes it to a file, which gets its name when it is complete. Throws `serving.service_unknown`,
 * `serving.host_refused`, `serving.upstream_failed` and the codes of `openPaidBytes`.
 */
export async function fetchPage(text: string, { page, ...options }: FetchOptions & { readonly page: string }): Promise<void> {
  await withCodes(async () => {
    const service = parseServiceId(text)
    const ledger = await openMarketLedger(options)
    const terms = await readFileTermsOf(ledger, service)
    if (terms.kind !== 'fetch') throw refusal('serving.service_unknown', { detail: `${service} loads no pages` })
    const buyer = await openPaidBytes(options, { ledger, offer: { service, terms } })
    const before = buyer.figures().owed
    const partial = `${options.out}.partial`
    const file = await open(partial, 'w')
    try {
      const write = (bytes: Uint8Array) => {
        for (let at = 0; at < bytes.length; ) at += writeSync(file.fd, bytes, at)
      }
      const { type, bytes } = await pullPage(buyer, { url: page, signal: AbortSignal.timeout(withinMs), write })
      await rename(partial, options.out)
      const paid = buyer.figures().owed - before
      const value = { service, page, type, bytes, paid: paid.toString(), out: options.out }
      printResult({
        json: options.json,
        value,
        text: `${bytes.toLocaleString('en-US')} bytes of ${page} are in ${options.out}. Paid: ${ptText(paid)}.`,
      })
    } finally {
      await file.close()
      buyer.close()
    }
  })
}

const withinMs = 3_600_000
