import type { FindingWire } from '@infinitio/domain/wire'
import { listFindings, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports findings. */
const everyMs = 5_000

/** Query for findings against services, newest first, page by page. */
export const findingsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'findings'],
    queryFn: ({ pageParam }) => listFindings(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Returns true if the account was selected to answer a finding and can still do so. `account` is in lower case. */
export function isAsked({ members, next }: FindingWire, account: string): boolean {
  return next.act === 'answer' && members.some((member) => member.account === account && member.verdict === null)
}
