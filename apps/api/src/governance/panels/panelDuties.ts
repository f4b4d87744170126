import type { PanelNotification } from '@infinitio/db'
import type { Address } from '@infinitio/domain'

/**
 * One event of a panel. `list` is the list from which its members are selected, which is also the name in the Directory of the contract that asks them.
 * `number` is the number of the bounty, carbon proof, finding or dispute. `until` is the deadline for answers in Unix seconds.
 */
export type PanelLog = { readonly panelId: bigint } & (
  | { readonly kind: 'requested'; readonly list: string; readonly number: number }
  | { readonly kind: 'drawn'; readonly members: readonly Address[]; readonly until: number }
  | { readonly kind: 'answered'; readonly member: Address }
  | { readonly kind: 'closed' }
)

/**
 * A panel whose members were selected: reviewers of a bounty, auditors of a carbon proof, or judges of a finding. `answered` lists the members whose answer is
 * stored. `until` is the deadline in Unix seconds.
 */
export type PanelDuty = Pick<PanelNotification, 'subject' | 'number' | 'panelId' | 'until'> & {
  readonly members: readonly Address[]
  readonly answered: readonly Address[]
}

/** The subject of a panel, by the list from which its members are selected. Jurors of `DisputeCourt` have their own notifications. */
const subjects: Readonly<Record<string, PanelNotification['subject']>> = { Bounties: 'bounty', CarbonRegistry: 'carbon_proof', Findings: 'finding' }

/** A member is reminded this many seconds before the deadline for its answer. */
const closingSeconds = 43_200

/** Returns every selected panel without jurors, from all events of the contract `Panels`, in the order of the selections. Pure. */
export function panelDuties(logs: readonly PanelLog[]): PanelDuty[] {
  const requested = new Map<bigint, Pick<PanelDuty, 'subject' | 'number'>>()
  const duties = new Map<bigint, PanelDuty>()
  for (const log of logs) {
    const { panelId } = log
    const about = requested.get(panelId)
    const drawn = duties.get(panelId)
    if (log.kind === 'requested') {
      const subject = subjects[log.list]
      if (subject !== undefined) requested.set(panelId, { subject, number: log.number })
    } else if (log.kind === 'drawn') {
      if (about !== undefined) duties.set(panelId, { ...about, panelId, members: log.members, answered: [], until: log.until })
    } else if (log.kind === 'closed') {
      // After that, no member can lose a bond for silence: the panel has its result, or was dropped.
      duties.delete(panelId)
    } else if (drawn !== undefined) {
      duties.set(panelId, { ...drawn, answered: [...drawn.answered, log.member] })
    }
  }
  return [...duties.values()]
}

/**
 * Returns the notifications that are due now. Each member of a panel is notified of its selection and, shortly before the deadline, reminded if it has not
 * answered. A member that answered needs no notification. `now` is the block time in Unix seconds. Pure.
 */
export function panelNotices(duties: readonly PanelDuty[], now: number): PanelNotification[] {
  return duties.flatMap(({ members, answered, ...duty }) => {
    if (now >= duty.until) return []
    const asked = members.filter((member) => !answered.includes(member))
    const steps = now >= duty.until - closingSeconds ? (['drawn', 'closing'] as const) : (['drawn'] as const)
    return steps.flatMap((step) => asked.map((account) => ({ ...duty, account, step })))
  })
}
