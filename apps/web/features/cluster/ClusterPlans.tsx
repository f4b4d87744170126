import { durationSeconds as seconds, leastTrialClusterSeconds, readyUntil, unixSeconds } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { PlanLines } from '#web/parts/checkout/PlanLines.tsx'
import type { ClusterTerms } from '#web/features/cluster/clusterTerms.ts'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const hourSeconds = 3_600

type ClusterPlansProps = {
  readonly wish: ClusterWish
  /** The terms for ending leases on the machines that match now. Null if no machine matches, because the terms then depend on the machines that match later. */
  readonly terms: ClusterTerms | null
  /** The time from which the account gets another free trial; null if it can have one now. */
  readonly nextTrialAt: number | null
}

/** Shows the rules for ending and cancelling the leases of a cluster (several machines in one order), and the rule for their free trial. */
export function ClusterPlans({ wish, terms, nextTrialAt }: ClusterPlansProps) {
  const t = useTranslations('book.plans')
  const tCluster = useTranslations('cluster.plans')
  const trial = useTrialLine({ wish, terms, nextTrialAt })
  const cancel = useCancelLine({ wish, terms })
  const ends = useEndLines({ wish, terms })
  const hasTrial = terms !== null && terms.trialSeconds > 0 && isTrialLength(wish) && nextTrialAt === null
  const lines = [...(hasTrial ? [trial] : []), ...ends.lines, ...(cancel === null ? [] : [cancel]), tCluster('leases')]
  return (
    <section className="panel panel-body stack g3 t13">
      <h3>{t('title')}</h3>
      <PlanLines lines={lines} notes={[...ends.notes, ...(hasTrial ? [] : [trial])]} />
    </section>
  )
}

/**
 * Returns the sentences about ending a lease early: one for all machines if their notice is the same, otherwise one for each notice, with the names of its
 * machines. A sentence is a note if the whole time is billed, because an early end then returns nothing. Returns nothing while the machines are not known.
 */
function useEndLines({ wish: { durationSeconds }, terms }: Pick<ClusterPlansProps, 'wish' | 'terms'>): {
  readonly lines: readonly string[]
  readonly notes: readonly string[]
} {
  const t = useTranslations('book.plans')
  const tCluster = useTranslations('cluster.plans')
  const groups = [...Map.groupBy(terms?.machines ?? [], ({ noticeSeconds }) => Math.min(noticeSeconds, durationSeconds))]
  const textOf = ([notice, machines]: (typeof groups)[number]) => {
    const span = spanText(notice)
    if (groups.length === 1) return notice === 0 ? t('end') : notice < durationSeconds ? t('notice', { span }) : tCluster('whole')
    const names = listText(machines.map(({ name }) => givenName(name)))
    return tCluster(notice === 0 ? 'endOf' : notice < durationSeconds ? 'noticeOf' : 'wholeOf', { machines: names, span })
  }
  return {
    lines: groups.filter(([notice]) => notice < durationSeconds).map(textOf),
    notes: groups.filter(([notice]) => notice >= durationSeconds).map(textOf),
  }
}

/**
 * Returns the sentence about cancelling before the leases are ready. Cancelling is free if the leases start now or no machine has a notice period. Otherwise it
 * is free until the longest notice period before the start, and after that costs the price of that period. Returns null if the leases start later and the
 * machines are not known yet.
 */
function useCancelLine({ wish: { durationSeconds, startHour }, terms }: Pick<ClusterPlansProps, 'wish' | 'terms'>): string | null {
  const t = useTranslations('cluster.plans')
  const tLater = useTranslations('listing.panel')
  if (startHour === null || terms?.noticeSeconds === 0) return t('late')
  if (terms === null) return null
  const start = startHour * hourSeconds
  const lastReady = Number(readyUntil({ start: unixSeconds(BigInt(start + hourSeconds)), durationSeconds: seconds(BigInt(durationSeconds)) }))
  return tLater('laterNotice', {
    span: spanText(terms.noticeSeconds),
    moment: momentText(start - terms.noticeSeconds),
    until: momentText(lastReady),
  })
}

/** Returns true if the leases of a cluster are long enough for a free trial and start at once. Leases with a later start have no trial. */
function isTrialLength({ durationSeconds, startHour }: ClusterPlansProps['wish']): boolean {
  return durationSeconds >= Number(leastTrialClusterSeconds) && startHour === null
}

function useTrialLine({ wish: { durationSeconds, startHour }, terms, nextTrialAt }: ClusterPlansProps): string {
  const t = useTranslations('cluster.plans')
  const tBook = useTranslations('book.plans')
  const least = Number(leastTrialClusterSeconds)
  if (durationSeconds < least) return t('noTrial', { span: spanText(least) })
  if (startHour !== null) return t('noTrialLater')
  if (nextTrialAt !== null) return tBook('trialUsed', { moment: momentText(nextTrialAt) })
  if (terms === null) return t('noTrialYet', { span: spanText(least) })
  if (terms.trialSeconds > 0) return t('trial', { span: spanText(terms.trialSeconds) })
  return t(terms.machines.some(({ trialSeconds }) => trialSeconds > 0) ? 'trialSome' : 'noTrialMachines')
}
