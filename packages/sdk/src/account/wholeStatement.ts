import type { AccountStatementWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { getStatement } from '../generated/calls.ts'

/**
 * Merges all pages of a month. Omits lines of blocks that became final between two pages, so that lines and sums
 * agree.
 */
export async function wholeStatement(transport: Transport, { month }: { month: string }): Promise<AccountStatementWire> {
  const first = await getStatement(transport, { month })
  const lines = [...first.lines]
  let { next } = first
  while (next !== null) {
    const page = await getStatement(transport, { month, after: next })
    lines.push(...page.lines.filter(({ blockNumber }) => blockNumber <= first.finalBlock))
    next = page.next
  }
  return { ...first, lines, next: null }
}
