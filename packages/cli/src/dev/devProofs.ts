import { setUpProofs } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { openMarketLedger, withCodes } from '../serving/servingMarket.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio dev proofs`. */
export type DevProofsOptions = CommonOptions & { readonly rpc: string; readonly rows: string }

const mostRows = 128

/**
 * Makes the keys of proofs and names their verifier on a development chain, so that `infinitio serve --proven` can settle there. Throws `serving.proofs_off`,
 * `serving.no_ledger` and `api.invalid_field`.
 */
export async function devProofs(options: DevProofsOptions): Promise<void> {
  const rows = Number(options.rows)
  if (!Number.isInteger(rows) || rows < 1 || rows > mostRows)
    throw refusal('api.invalid_field', { detail: `--rows ${options.rows}: 1 to ${mostRows}` })
  const onStep = (text: string) => void (options.json || process.stderr.write(`${text}\n`))
  const value = await withCodes(
    async () => await setUpProofs(await openMarketLedger({ ...options, yes: true }), { rpcUrl: options.rpc, rows, onStep }),
  )
  printResult({
    json: options.json,
    value,
    text: `Services on this chain can settle ${rows} vouchers by one proof: infinitio serve --proven\nKeys ${value.folder}\nVerifier ${value.verifier}`,
  })
}
