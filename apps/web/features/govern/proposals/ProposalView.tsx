'use client'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ChangesPanel } from '#web/features/govern/proposals/ChangesPanel.tsx'
import { ExamplePanel } from '#web/features/govern/proposals/ExamplePanel.tsx'
import { nextOf } from '#web/features/govern/proposals/nextOf.ts'
import { ProposalState } from '#web/features/govern/proposals/ProposalState.tsx'
import { SimulationPanel } from '#web/features/govern/proposals/SimulationPanel.tsx'
import { VotersPanel } from '#web/features/govern/proposals/VotersPanel.tsx'
import { VotesPanel } from '#web/features/govern/proposals/VotesPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isMissing } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { saveCalendar } from '#web/parts/download/calendarFile.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { ZoneLink } from '#web/parts/format/ZoneLink.tsx'
import { type Dao, governQuery, proposalQuery } from '#web/parts/govern/governQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { gText } from '#web/parts/govern/tokenText.ts'
import { NotThere } from '#web/parts/govern/NotThere.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const ProposalActs = dynamic(() => import('#web/features/govern/proposals/ProposalActs.tsx').then((module) => module.ProposalActs), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={280} />,
})

/** The server renders this component too, so that the content below does not move. */
const MarkdownText = dynamic(() => import('#web/parts/markdown/MarkdownText.tsx').then((module) => module.MarkdownText))

/** Shows one proposal: its changes, its votes, its steps, and what the reader can do with it. */
export function ProposalView({ id }: { readonly id: string }) {
  const t = useTranslations('govern.proposal')
  const query = useQuery(proposalQuery(browserApi, id))
  const govern = useQuery(governQuery(browserApi))
  if (query.data === undefined && isMissing(query.error)) return <NotThere />
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {(proposal) => (
        <div className="gl wide">
          <div className="stack g4">
            <ProposalHead proposal={proposal} />
            <ChangesPanel proposal={proposal} />
            <ExamplePanel proposal={proposal} />
            <SimulationPanel proposal={proposal} />
            <VotesPanel proposal={proposal} />
            <VotersPanel proposal={proposal} />
          </div>
          <aside className="stack g4" id="vote">
            <SignInGate purpose="govern" waiting={<Skeleton width="100%" height={280} />}>
              {govern.data?.dao ? <ProposalActs proposal={proposal} dao={govern.data.dao satisfies Dao} /> : <Skeleton width="100%" height={280} />}
            </SignInGate>
            <BondPanel bond={proposal.bond} proposer={proposal.proposer} />
            <TimePanel nextStep={stepToWaitFor(proposal)} />
          </aside>
        </div>
      )}
    </QueryView>
  )
}

/** Returns the seconds until the next step that only time brings: voting opens or ends, or the proposal can be executed. Null if there is none. */
function stepToWaitFor(proposal: ProposalDetailWire): number | null {
  const next = nextOf(proposal, proposal.blockTimestamp)
  return next === null || next.key === 'queueBy' || next.key === 'executeBy' ? null : next.seconds
}

function ProposalHead({ proposal }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal')
  const written = proposal.description.replace(/\n?#proposer=0x[0-9a-fA-F]{40}\s*$/, '').replace(/^[#\s]+/, '')
  // The page already shows the title, so remove it from the beginning of the text.
  const text = written.startsWith(proposal.title) ? written.slice(proposal.title.length).trim() : written
  return (
    <section className="panel gprop" aria-label={t('one', { number: proposal.number })}>
      <div className="panel-body stack g3">
        <p className="row wrap g2 t13 dim">
          <ProposalState state={proposal.state} />
          <span>{t('by', { number: proposal.number })}</span>
          <NamedAccount account={proposal.proposer} />
          {proposal.state === 'active' && (
            <a className="link gjump" href="#vote">
              {t('jump')}
            </a>
          )}
        </p>
        <h2>{proposal.title}</h2>
        <NextStep proposal={proposal} />
        {text !== '' && <MarkdownText text={text} />}
      </div>
    </section>
  )
}

/** Shows when the next step of a proposal is, with its date. Tells the proposer of a new proposal that it was submitted. */
export function NextStep({ proposal }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal')
  const account = useAccount()
  const { votesUntil, blockTimestamp, proposer, state } = proposal
  const next = nextOf(proposal, blockTimestamp)
  if (next === null) return null
  const moment = momentText(blockTimestamp + next.seconds)
  const isOwn = typeof account === 'string' && account.toLowerCase() === proposer.toLowerCase()
  return (
    <>
      {isOwn && state === 'pending' && <Callout tone="go">{t('submitted')}</Callout>}
      <p className="t13">
        <b>{t(`when.${next.key}`, { moment, span: spanText(next.seconds), until: momentText(votesUntil) })}</b> <ZoneLink isNamed />
      </p>
      {(state === 'pending' || state === 'active') && (
        <p className="t13">
          <button
            type="button"
            className="link"
            onClick={() => saveVote(proposal, t('calendarTitle', { number: proposal.number, title: proposal.title }))}
          >
            {t('calendar')}
          </button>
        </p>
      )}
    </>
  )
}

/** Saves the time of a vote for the reader's calendar. The URL of this page identifies the event. */
function saveVote({ id, number, votesFrom, votesUntil }: ProposalDetailWire, title: string): void {
  const url = `${window.location.origin}/govern/proposals/${number}`
  saveCalendar(`proposal-${number}`, [{ uid: `${id}@${window.location.host}`, title, from: votesFrom, until: votesUntil, url, remindAt: 'end' }])
}

function BondPanel({ bond, proposer }: Pick<ProposalDetailWire, 'bond' | 'proposer'>) {
  const t = useTranslations('govern.proposal.bond')
  return (
    <Panel title={t('title')}>
      <dl className="kv panel-body">
        <dt>{t('amount')}</dt>
        <dd>
          <b>{gText(bond.amount)}</b>
        </dd>
        <dt>{t('from')}</dt>
        <dd>
          <NamedAccount account={proposer} />
        </dd>
      </dl>
      <p className="panel-foot">{t(bond.state)}</p>
    </Panel>
  )
}
