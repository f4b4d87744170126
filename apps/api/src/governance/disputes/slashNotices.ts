import type { SlashNotification } from '@infinitio/db'
import type { DisputeRecord } from './disputeRecords.ts'
import type { WaitLog } from './disputeSource.ts'

/** An account is reminded this many seconds before anyone can execute a slash of its bond that it has not disputed. */
const closingSeconds = 43_200

/**
 * Returns the notifications that are due about slashes (taken bonds) that wait to be executed: one when the slash is announced, and one shortly before it can
 * be executed. `now` is the block time in Unix seconds. Leaves out disputed slashes, because disputes have their own notifications. A bond has at most one
 * waiting slash at a time, so only its last event counts. Pure.
 */
export function slashNotices({ waits, records }: { waits: readonly WaitLog[]; records: readonly DisputeRecord[] }, now: number): SlashNotification[] {
  const last = new Map(waits.map((log) => [`${log.account} ${log.bond}`, log]))
  return [...last.values()].flatMap((log) => {
    if (log.kind !== 'queued' || now >= log.until || isDisputed(log, records)) return []
    const { account, bond, amount, until, txHash } = log
    const notice = { account, bond, amount, until, txHash }
    return [{ ...notice, step: 'queued' as const }, ...(now >= until - closingSeconds ? [{ ...notice, step: 'closing' as const }] : [])]
  })
}

/**
 * Returns true if the account has an open dispute about this bond. Such a dispute is always about the queued slash, because an earlier dispute ended before
 * this slash could be queued.
 */
function isDisputed({ account, bond }: WaitLog, records: readonly DisputeRecord[]): boolean {
  return records.some(({ opened, state }) => opened.opener === account && opened.purpose === bond && state !== 'done' && state !== 'stands')
}
