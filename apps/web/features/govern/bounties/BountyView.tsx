'use client'
import type { BountyWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { AnswersPanel } from '#web/features/govern/work/AnswersPanel.tsx'
import { BountyState } from '#web/features/govern/bounties/BountyState.tsx'
import { bountyQuery } from '#web/features/govern/bounties/bountyQueries.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { BelowTitle } from '#web/features/govern/work/BelowTitle.tsx'
import { StepsPanel } from '#web/features/govern/work/StepsPanel.tsx'
import { WorkView } from '#web/features/govern/work/WorkView.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { listText } from '#web/parts/format/listText.ts'

const BountyActs = dynamic(() => import('#web/features/govern/bounties/BountyActs.tsx').then((module) => module.BountyActs), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/** Shows one bounty: the wanted work, its state, its reviewers, its history, and the actions that the wallet can take. */
export function BountyView({ id }: { readonly id: string }) {
  const t = useTranslations('govern.bounties')
  const query = useQuery(bountyQuery(browserApi, id))
  return (
    <WorkView query={query} failed={t('failed')} acts={(bounty) => <BountyActs bounty={bounty} />} rest={(bounty) => <Steps bounty={bounty} />}>
      {(bounty) => (
        <>
          <Standing bounty={bounty} />
          <Review bounty={bounty} />
        </>
      )}
    </WorkView>
  )
}

type BountyProps = { readonly bounty: BountyWire }

function Standing({ bounty }: BountyProps) {
  const t = useTranslations('govern.bounties')
  const { until, openUntil, state, blockTimestamp: now } = bounty
  const ends = state === 'accepted' || state === 'returned' ? null : (until ?? openUntil)
  return (
    <Panel title={bounty.title === '' ? t('one', { id: bounty.id }) : bounty.title} end={<BountyState bounty={bounty} />}>
      <div className="stats gstats three">
        <Stat name={t('reward')} value={gText(bounty.reward)} below={bounty.byVote ? t('byVote') : <AccountText account={bounty.sponsor} />} />
        <Stat
          name={t('claimer')}
          value={bounty.claimer === null ? t('nobody') : <AccountText account={bounty.claimer} />}
          below={t('bondOf', { bond: gText(bounty.claimBond) })}
        />
        <Stat
          name={t('time')}
          value={ends === null ? '–' : ends > now ? spanText(ends - now) : t('over')}
          below={ends === null ? t('ended') : t(until === null ? 'openUntil' : 'untilMoment', { moment: momentText(ends) })}
        />
      </div>
      <BelowTitle text={bounty.text} title={bounty.title} />
      <p className="panel-foot">{listText([t(`category.${bounty.category}`), t('worksFor', { span: spanText(bounty.workSeconds) })])}</p>
    </Panel>
  )
}

function Review({ bounty: { evidence, panel, state, blockTimestamp } }: BountyProps) {
  const t = useTranslations('govern.bounties')
  if (evidence === null) return null
  const given = new Map(panel?.answers.map(({ reviewer, score, reason }) => [reviewer, { word: scoreText(t, score), reason }]))
  const isDrawn = panel !== null && panel.reviewers.length > 0
  return (
    <>
      <Panel title={t('review.work')}>
        <p className="panel-body t13 gtext">{evidence}</p>
      </Panel>
      <AnswersPanel
        title={t('review.title')}
        text={t(`review.${isDrawn ? 'drawn' : panel === null ? 'notAsked' : state === 'drawable' ? 'toDraw' : 'waits'}`)}
        drawn={panel?.reviewers.map((account) => ({ account, answer: given.get(account) ?? null })) ?? []}
        left={state === 'review' && panel !== null && panel.answerUntil !== null ? Math.max(0, panel.answerUntil - blockTimestamp) : null}
      />
    </>
  )
}

function Steps({ bounty: { steps } }: BountyProps) {
  const t = useTranslations('govern.bounties')
  return (
    <StepsPanel title={t('steps')} steps={steps} transaction={t('transaction')}>
      {({ kind, score }) => <b>{score === null ? t(`step.${kind}`) : scoreText(t, score)}</b>}
    </StepsPanel>
  )
}

function scoreText(t: ReturnType<typeof useTranslations<'govern.bounties'>>, score: number): string {
  return score === 0 ? t('refused') : t('scored', { score })
}
