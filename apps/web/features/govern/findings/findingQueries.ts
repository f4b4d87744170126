import type { FindingWire } from '@infinitio/domain/wire'
import { listFindings, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports findings. */
const everyMs = 5_000

/** Limits a list of findings to a service, to a member of the panel, or not at all. */
export type FindingFilter = { readonly service?: string; readonly member?: string }

/** Returns the filter in the parameters of an address, in lower case. Leaves out values that are not account addresses. */
export function findingFilter(query: Readonly<Record<string, string | string[] | undefined>>): FindingFilter {
  const of = (name: keyof FindingFilter): FindingFilter => {
    const text = query[name]
    return typeof text === 'string' && /^0x[0-9a-f]{40}$/i.test(text) ? { [name]: text.toLowerCase() } : {}
  }
  return { ...of('service'), ...of('member') }
}

/** Query for findings against services, newest first, page by page. */
export const findingsQuery = (api: Transport, only: FindingFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'findings', only.service ?? null, only.member ?? null],
    queryFn: ({ pageParam }) => listFindings(api, pageParam === null ? only : { ...only, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Returns true if the account was selected to answer a finding and can still do so. `account` is in lower case. */
export function isAsked({ members, next }: FindingWire, account: string): boolean {
  return next.act === 'answer' && members.some((member) => member.account === account && member.verdict === null)
}
