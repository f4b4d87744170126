'use client'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { minuteText } from '#web/parts/format/clockText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { nextOf, proposalSteps } from '#web/features/govern/proposals/nextOf.ts'
import { VoteBar } from '#web/features/govern/proposals/VoteBar.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Shows the votes for, against and abstaining, how many votes the quorum still needs, the time left, and the steps of the proposal. */
export function VotesPanel({ proposal }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal')
  const { votes, quorum, missing } = proposal
  const all = BigInt(votes.for) + BigInt(votes.against) + BigInt(votes.abstain)
  const voted = BigInt(votes.for) + BigInt(votes.abstain)
  const isOpen = proposal.state === 'pending' || proposal.state === 'active'
  const { data: chain } = useQuery(chainQuery(browserApi))
  const next = nextOf(proposal, proposal.blockTimestamp)
  return (
    <Panel
      title={t('votes.title')}
      end={next === null ? undefined : <b className="t13">{t(`next.${next.key}`, { span: spanText(next.seconds) })}</b>}
    >
      <div className="panel-body stack g3">
        <dl className="kv">
          {(['for', 'against', 'abstain'] as const).map((support) => (
            <VoteLine key={support} name={t(`support.${support}`)} votes={votes[support]} all={all} isFor={support === 'for'} />
          ))}
        </dl>
        <VoteBar votes={votes} quorum={quorum} missing={missing} isBare />
        <p className="t13">
          {missing === '0'
            ? t('votes.reached', { voted: gText(voted), quorum: gText(quorum) })
            : t('votes.missing', { missing: gText(missing), quorum: gText(quorum) })}
        </p>
        {missing !== '0' && isOpen && chain?.localEndpoints === true && <p className="t13">{t('votes.development')}</p>}
      </div>
      <Timeline proposal={proposal} />
    </Panel>
  )
}

function VoteLine({ name, votes, all, isFor }: { readonly name: string; readonly votes: string; readonly all: bigint; readonly isFor: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <b className={clsx(isFor && 'go')}>{gText(votes)}</b> <span className="dim">{shareText(votes, all)}</span>
      </dd>
    </>
  )
}

const deadlines = ['votesFrom', 'votesUntil', 'expires'] as const

function isPast(step: string, at: number, now: number): step is (typeof deadlines)[number] {
  return at <= now && deadlines.some((deadline) => deadline === step)
}

function Timeline({ proposal }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal.timeline')
  const { data } = useQuery(governQuery(browserApi))
  const { blockTimestamp } = proposal
  const steps = proposalSteps(proposal, data?.dao?.rules.timelockDelay ?? null)
  return (
    <ol className="panel-body gway" aria-label={t('title')}>
      {steps.map(({ step, at, txHash, final, reason }) => (
        <li key={step} className={clsx(at > blockTimestamp && 'todo')}>
          <b>{isPast(step, at, blockTimestamp) ? t(`past.${step}`) : t(step)}</b>
          <span>{listText([dateYearText(at), minuteText(at)])}</span>
          {txHash !== null && (
            <Link className="link" href={`/tx/${txHash}`}>
              {t('transaction')}
            </Link>
          )}
          {final !== null && <FinalBadge final={final} />}
          {reason !== null && reason !== '' && <span className="dim">{reason}</span>}
        </li>
      ))}
    </ol>
  )
}
