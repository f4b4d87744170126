import type { SlashNotification } from '@infinitio/db'
import type { DisputeRecord } from './disputeRecords.ts'
import type { WaitLog } from './disputeSource.ts'

/** An account is reminded of a slash that it did not dispute this many seconds before anyone can execute it. */
const closingSeconds = 43_200

/**
 * Returns the notifications about slashes that wait at a time of the chain in Unix seconds. A disputed slash has none, because the steps of its dispute have their
 * own. One account has at most one slash of a bond at a time, so a later one or a drop ends the one before. Pure.
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

/** A dispute about this slash is open: an earlier one of the account ended before this one was queued. */
function isDisputed({ account, bond }: WaitLog, records: readonly DisputeRecord[]): boolean {
  return records.some(({ opened, state }) => opened.opener === account && opened.purpose === bond && state !== 'done' && state !== 'stands')
}
