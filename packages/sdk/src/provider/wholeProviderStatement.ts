import type { ProviderStatementWire, StatementPeriod } from '@infinitio/domain/wire'
import { getProviderStatement } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

/** Merges all pages of a provider's statement for a month or a year, newest lease first. */
export async function wholeProviderStatement(transport: Transport, period: StatementPeriod): Promise<ProviderStatementWire> {
  const first = await getProviderStatement(transport, period)
  const leases = [...first.leases]
  let { next } = first
  while (next !== null) {
    const page = await getProviderStatement(transport, { ...period, after: next })
    leases.push(...page.leases)
    next = page.next
  }
  return { ...first, leases, next: null }
}
