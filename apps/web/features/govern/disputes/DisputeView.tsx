'use client'
import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { disputeQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputeMoney } from '#web/features/govern/disputes/DisputeMoney.tsx'
import { DisputePhases } from '#web/features/govern/disputes/DisputePhases.tsx'
import { DisputeState } from '#web/features/govern/disputes/DisputeState.tsx'
import { nextText, subjectText } from '#web/features/govern/disputes/DisputesTable.tsx'
import { EvidencePanel } from '#web/features/govern/disputes/EvidencePanel.tsx'
import { RecordPanel } from '#web/features/govern/disputes/RecordPanel.tsx'
import { WorkView } from '#web/features/govern/work/WorkView.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { deadlineText, momentText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

const DisputeActs = dynamic(() => import('#web/features/govern/disputes/DisputeActs.tsx').then((module) => module.DisputeActs), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/** Shows one dispute: its deadlines, parties, evidence, votes, money and history, and the actions that the wallet can take. */
export function DisputeView({ id }: { readonly id: string }) {
  const t = useTranslations('govern.disputes')
  const query = useQuery(disputeQuery(browserApi, id))
  return (
    <WorkView
      query={query}
      failed={t('oneFailed')}
      acts={(dispute) => <DisputeActs dispute={dispute} />}
      rest={(dispute) => (
        <>
          {dispute.juries.map((jury) => (
            <JuryPanel key={jury.panelId} jury={jury} now={dispute.now} />
          ))}
          <DisputeMoney dispute={dispute} />
          <Steps dispute={dispute} />
        </>
      )}
    >
      {(dispute) => (
        <>
          <Standing dispute={dispute} />
          <EvidencePanel dispute={dispute} />
          {dispute.record !== null && <RecordPanel record={dispute.record} />}
        </>
      )}
    </WorkView>
  )
}

type DisputeProps = { readonly dispute: DisputeDetailWire }

function Standing({ dispute }: DisputeProps) {
  const t = useTranslations('govern.disputes')
  const now = useChainNow(dispute.now)
  const { lease, slash, opener, respondent, verdict, state, round } = dispute
  // While an appeal is possible or another jury has not decided yet, that jury can still give another verdict.
  const isOpen = state === 'drawing' || state === 'voting' || (state === 'decided' && round === 1)
  return (
    <Panel
      title={subjectText(dispute, t)}
      end={
        // A screen reader announces a new state.
        <span aria-live="polite">
          <DisputeState dispute={dispute} />
        </span>
      }
    >
      <DisputePhases dispute={dispute} now={now} />
      <dl className="kv left panel-body">
        <dt>{t('next')}</dt>
        <dd>
          <b>{nextText(dispute, now, t)}</b>
        </dd>
        <dt>{t('opener')}</dt>
        <dd>
          <AccountText account={opener} />
        </dd>
        <dt>{t('otherSide')}</dt>
        <dd>{respondent === null ? t('nobody') : <AccountText account={respondent} />}</dd>
        {lease !== null && (
          <>
            <dt>{t('lease')}</dt>
            <dd>
              <Link className="link" href={`/explorer/leases/${lease}`}>
                {lease}
              </Link>
            </dd>
          </>
        )}
        {slash !== null && slash.executeAt > 0 && (
          <>
            <dt>{t('slashAt')}</dt>
            <dd>{deadlineText(slash.executeAt)}</dd>
          </>
        )}
        <dt>{t('claim')}</dt>
        <dd>{exactPtText(dispute.claim)}</dd>
        <dt>{t('bond')}</dt>
        <dd>{exactPtText(dispute.bond)}</dd>
        {verdict !== null && (
          <>
            <dt>{t(isOpen ? 'verdictNow' : 'verdict')}</dt>
            <dd>
              <b>{t(`verdicts.${verdict}`)}</b>
            </dd>
          </>
        )}
      </dl>
    </Panel>
  )
}

function Steps({ dispute: { steps } }: DisputeProps) {
  const t = useTranslations('govern.disputes')
  return (
    <Panel title={t('steps')}>
      <ol className="panel-body stack g3 t13">
        {steps.map(({ kind, account, round, vote, amount, at, txHash }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no key but their position, and are never reordered.
          <li key={place} className="row wrap g2">
            <b>{t(`done.${kind}`, { round: round ?? 0 })}</b>
            {account !== null && <AccountText account={account} />}
            {vote !== null && <span>{t(`votes.${vote}`)}</span>}
            {amount !== null && <span>{exactPtText(amount)}</span>}
            <span className="dim">{momentText(at)}</span>
            <TxLink hash={txHash} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

type Jury = DisputeDetailWire['juries'][number]

/** Shows the jurors of one jury with their votes. A vote is hidden until its juror reveals it. */
function JuryPanel({ jury: { round, members, until }, now }: { readonly jury: Jury; readonly now: number }) {
  const t = useTranslations('govern.disputes.jury')
  const account = useAccount()?.toLowerCase()
  const revealed = members.filter(({ vote }) => vote !== null).length
  const committed = members.filter((member) => member.committed).length
  return (
    <Panel title={t('title', { size: members.length, round })} note={t('note', { committed, revealed, size: members.length })}>
      <ul className="panel-body stack g3 t13">
        {members.map((member) => (
          <li key={member.account} className="row wrap g2">
            <AccountText account={member.account} />
            {member.account === account && <Badge tone="plain">{t('you')}</Badge>}
            {member.simulated && <Badge tone="plain">{t('simulated')}</Badge>}
            {member.vote === null ? <span className="dim">{t(hiddenState(member, now < until))}</span> : <b>{t(`vote.${member.vote}`)}</b>}
            {member.paid !== '0' && <span className="dim">{t('paid', { amount: exactPtText(member.paid) })}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function hiddenState({ committed }: Jury['members'][number], isOpen: boolean): 'hidden' | 'awaited' | 'silent' {
  if (!isOpen) return 'silent'
  return committed ? 'hidden' : 'awaited'
}
