import type { ClusterMemberWire, ClusterWire, LeaseWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { memberTones } from '#web/features/clusters/networkTones.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'

type MembersPanelProps = { readonly cluster: ClusterWire; readonly leases: readonly LeaseWire[]; readonly now: number | null }

/**
 * Lists the leases of a cluster: machine and state, and of leases that have begun the network, the address in the network of the cluster, and the name for SSH.
 */
export function MembersPanel({ cluster: { members }, leases, now }: MembersPanelProps) {
  const t = useTranslations('clusterPage.members')
  const live = members.filter(({ network, state }) => network !== 'over' && state === 'active').length
  return (
    <Panel title={t('title')} note={t('count', { live, all: members.length })}>
      {members.map((member, at) => (
        <Fragment key={member.leaseId}>
          {at > 0 && <hr className="sep" />}
          <Member member={member} lease={leases.find(({ leaseId }) => leaseId === member.leaseId) ?? null} now={now} />
        </Fragment>
      ))}
    </Panel>
  )
}

type MemberProps = { readonly member: ClusterMemberWire; readonly lease: LeaseWire | null; readonly now: number | null }

function Member({ member, lease, now }: MemberProps) {
  const t = useTranslations('clusterPage.members')
  const { leaseId, node, nodeName, gpus, address, sshName, network, reportedAt } = member
  const isOver = network === 'over' || lease?.state === 'ended' || lease?.state === 'closed'
  const isLater = lease !== null && now !== null && startsIn(lease, now) !== null
  const hasNoKey = lease?.access?.sshKeys.length === 0
  const command = `ssh ${sshName}`
  useLiveTopic(isOver ? null : `lease:${leaseId}`)
  return (
    <section className="panel-body stack g2" aria-label={t('member', { leaseId })}>
      <div className="row wrap g2">
        <Link className="link" href={`/gpus/${node}`}>
          <b>{nodeName ?? shortHex(node)}</b>
        </Link>
        <span className="dim t13">{t('gpus', { gpus })}</span>
        {lease !== null && now !== null && <LeaseStateBadge lease={lease} now={now} />}
        {!isLater && !(isOver && lease !== null) && (
          <Badge tone={memberTones[isOver ? 'over' : network]}>{t(`network.${isOver ? 'over' : network}`)}</Badge>
        )}
        <Link className="link t13" href={`/leases/${leaseId}`}>
          {t('open', { leaseId })}
        </Link>
      </div>
      {!isOver && !isLater && (
        <>
          <p className="t13 dim">
            {network !== 'unsupported' && <span className="mono">{address} </span>}
            {reportedAt === null ? t('neverReported') : t('reported', { time: momentText(reportedAt) })}
          </p>
          {hasNoKey ? <p className="t13">{t('noKey')}</p> : <CodeLine text={command} label={t('copySsh', { leaseId })} doneLabel={t('copied')} />}
        </>
      )}
    </section>
  )
}
