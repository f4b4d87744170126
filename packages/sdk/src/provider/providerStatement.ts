import type { ProviderStatementWire, StatementPeriod } from '@infinitio/domain/wire'
import { getProviderStatement } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

/** Merges all pages of a provider's statement for a month or a year, newest lease first. */
export async function wholeProviderStatement(transport: Transport, period: StatementPeriod): Promise<ProviderStatementWire> {
  const first = await getProviderStatement(transport, period)
  const leases = [...first.leases]
  let next = first.nextCursor
  while (next !== null) {
    const page = await getProviderStatement(transport, { ...period, cursor: next })
    leases.push(...page.leases)
    next = page.nextCursor
  }
  return { ...first, leases, nextCursor: null, next: null }
}

/** Returns the statement of the signed-in provider for a month or a year as a PDF file. Amounts are exact. */
export async function openProviderStatement(
  transport: Transport,
  { language, ...period }: StatementPeriod & { readonly language?: 'en' | 'zh' },
): Promise<ArrayBuffer> {
  const query = { ...period, ...(language === undefined ? {} : { language }) }
  const response = await transport.open({ method: 'GET', path: '/provider/statement/file', query })
  return response.arrayBuffer()
}
