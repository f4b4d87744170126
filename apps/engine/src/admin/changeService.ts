import { hideService, showService } from '@infinitio/db'
import { type Address, isPlainReviewText } from '@infinitio/domain'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/**
 * Hides an AI service from the pages of this market, or shows it again. A hidden service stays in the API and on the pages with the public reason, but the
 * pages offer no way to use it. It stays registered on the chain, its payers can exit, and routers decide for themselves.
 */
export async function changeService(
  { api }: Pick<AdminContext, 'api'>,
  { act, service, reason }: { act: 'service hide' | 'service show'; service: Address; reason: string },
): Promise<AdminAnswer> {
  if (act === 'service show') {
    if (!(await showService(api, { service }))) return refused(`The service ${service} is not hidden.`)
    return { lines: [`The service ${service} is shown again.`], fields: { service }, ok: true }
  }
  if (!isPlainReviewText(reason)) return refused('The reason is public: give at most 1,000 characters of plain text.')
  const isKnown = await api.transaction((tx) => hideService(tx, { service, reason }))
  if (!isKnown) return refused(`Nobody registered the service ${service}.`)
  return { lines: [`The service ${service} is hidden. The pages show the reason.`], fields: { service }, ok: true }
}

function refused(line: string): AdminAnswer {
  return { lines: [line], fields: {}, ok: false }
}
