import { atOneMoment, type SettledOfPeriod, sumPaidShares, sumSettledByPeriod } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import { drawStatement, type NamedSums } from '../../invoices/drawStatement.ts'
import type { InvoiceLanguage } from '../../invoices/invoiceTexts.ts'
import type { Services } from '../../services/services.ts'
import { keptSettings } from '../accounts/settings.ts'
import { type AskedPeriod, statementAt, statementSpan } from './readProviderStatement.ts'
import { settledSumsWire } from './settledSums.ts'

/** A statement file lists up to this many payments one by one. If there are more, it has one line per day instead. */
const mostPayments = 500

/**
 * Returns a provider's statement for a month or a year (UTC) as a PDF file. The default language is that of the account's pages, else English. Refuses with
 * `api.invalid_field` unless the query has exactly one of month and year.
 */
export async function openProviderStatement(
  services: Services,
  { account, query }: { account: Address; query: AskedPeriod & { readonly language?: InvoiceLanguage | undefined } },
): Promise<{ name: string; pdf: Buffer } | Refusal> {
  const span = statementSpan(query)
  if (isRefusal(span)) return span
  const { chainId, addresses } = await services.facts.read()
  const language = query.language ?? (await keptSettings(services, { account }))?.language ?? 'en'
  const spanSeconds = { provider: account, from: BigInt(span.from), until: BigInt(span.until) }
  const facts = await atOneMoment(services.db, async (tx) => {
    const statement = await statementAt(tx, { account, span, before: null, limit: mostPayments })
    const months = span.month === null ? await sumSettledByPeriod(tx, { ...spanSeconds, by: 'month' }) : []
    const days = statement.next === null ? null : await sumSettledByPeriod(tx, { ...spanSeconds, by: 'day' })
    const operatorShare = await sumPaidShares(tx, spanSeconds)
    return { statement, operatorShare, months: months.map(named('month')), days: days?.map(named('day')) ?? null }
  })
  const createdAt = Math.floor(Date.now() / 1_000)
  const market = addresses.market.toLowerCase()
  const pdf = await drawStatement({ ...facts, from: span.from, until: span.until, language, createdAt, chainId, market })
  return { name: `infinitio-statement-${span.month ?? span.year}.pdf`, pdf }
}

function named(by: 'month' | 'day'): (sums: SettledOfPeriod) => NamedSums {
  return (sums) => ({ ...settledSumsWire(sums), name: new Date(Number(sums.from) * 1_000).toISOString().slice(0, by === 'month' ? 7 : 10) })
}
