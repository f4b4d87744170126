import { askOwed } from '@infinitio/sdk/services'
import { printResult } from '../terminal/print.ts'
import { facts, utcText } from '../terminal/texts.ts'
import { callService } from './callService.ts'
import { assetText, type LedgerOptions, readLedger, serviceOf } from './openLedger.ts'

const reasons = {
  unasked: 'It has no terms on the chain that this release can read.',
  silent: 'It did not answer. An older infinitio serve has no such report.',
  untrusted: 'Its answer has no valid signature of the response key in its terms, or is too old.',
} as const

/**
 * Prints what a running service holds and has not settled, as it reports it. Takes its URL and its response key from the chain. Throws `service.unknown` and the
 * codes of `readLedger`.
 */
export async function showOwed(id: string, options: LedgerOptions): Promise<void> {
  const service = serviceOf(id)
  const { access, ledger, chainId } = await readLedger(options)
  await ledger.serviceOf(service)
  const get = (url: string, signal: AbortSignal) => callService(url, { method: 'GET', signal, chainId })
  const [answer] = await askOwed(access, { ledger: ledger.ledger, services: [service], mayCall: () => true, get })
  if (answer?.kind !== 'reported') {
    const kind = answer?.kind ?? 'unasked'
    return printResult({ json: options.json, value: { service, report: kind }, text: reasons[kind] })
  }
  const { atMs, channels, owed, claimable, owedInG, claimableInG } = answer
  const text = facts({
    'as the service reports it': `${utcText(Math.floor(atMs / 1_000))} UTC`,
    'owed and not settled': `${assetText(owed, 'PToken')} in ${channels} channels`,
    'covered by vouchers': assetText(claimable, 'PToken'),
    ...(owedInG === 0n ? {} : { 'owed in G': assetText(owedInG, 'G'), 'covered in G': assetText(claimableInG, 'G') }),
  })
  const value = {
    service,
    report: 'reported',
    at: Math.floor(atMs / 1_000),
    owedChannels: channels,
    owed: `${owed}`,
    claimable: `${claimable}`,
    owedInG: `${owedInG}`,
    claimableInG: `${claimableInG}`,
  }
  printResult({ json: options.json, value, text })
}
