'use client'
import type { ProposalWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { ErrorState } from '#web/features/api/ErrorState.tsx'
import { dayText } from '#web/features/format/clockText.ts'
import { spanText } from '#web/features/format/spanText.ts'
import { GovernSkeleton } from '#web/features/govern/GovernSkeleton.tsx'
import { proposalsQuery } from '#web/features/govern/governQueries.ts'
import { gText } from '#web/features/govern/gText.ts'
import { nextOf } from '#web/features/govern/nextOf.ts'
import { ProposalState } from '#web/features/govern/ProposalState.tsx'

/** Every proposal, newest first: where it stands, its votes, what it still needs and what comes when. */
export function ProposalsView() {
  const t = useTranslations('govern.proposals')
  const list = useInfiniteQuery(proposalsQuery(browserApi))
  if (list.data === undefined) {
    return list.isError ? <ErrorState title={t('failed')} error={list.error} onRetry={() => void list.refetch()} /> : <GovernSkeleton />
  }
  const items = list.data.pages.flatMap((page) => page.items)
  const now = list.data.pages[0]?.blockTimestamp ?? 0
  return (
    <Panel
      title={t('title')}
      end={
        <Button asChild size="sm">
          <Link href="/govern/proposals/new">{t('new')}</Link>
        </Button>
      }
    >
      {items.length === 0 ? (
        <StateBox kind="empty" icon={Vote} title={t('empty')}>
          {t('emptyText')}
        </StateBox>
      ) : (
        <section className="scroll" aria-label={t('title')}>
          <table className="table">
            <TableHead
              columns={[
                { name: t('number'), className: 'hide-s' },
                { name: t('what') },
                { name: t('for'), className: 'n hide-s' },
                { name: t('against'), className: 'n hide-s' },
                { name: t('missing'), className: 'n hide-m' },
              ]}
            />
            <tbody>
              {items.map((proposal) => (
                <ProposalRow key={proposal.id} proposal={proposal} now={now} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {list.hasNextPage && (
        <div className="panel-foot">
          <Button size="sm" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function ProposalRow({ proposal, now }: { readonly proposal: ProposalWire; readonly now: number }) {
  const t = useTranslations('govern.proposals')
  const next = nextOf(proposal, now)
  const isOpen = proposal.state === 'pending' || proposal.state === 'active'
  return (
    <tr>
      <td className="hide-s mono">{proposal.number}</td>
      <td>
        <Link className="link" href={`/govern/proposals/${proposal.number}`}>
          {proposal.title === '' ? t('untitled', { number: proposal.number }) : proposal.title}
        </Link>
        <div className="row wrap g2 gunder">
          <ProposalState state={proposal.state} />
          <span className="t12 dim">{next === null ? dayText(proposal.proposedAt) : t(`next.${next.key}`, { span: spanText(next.seconds) })}</span>
        </div>
      </td>
      <td className="n hide-s">{gText(proposal.votes.for)}</td>
      <td className="n hide-s">{gText(proposal.votes.against)}</td>
      <td className="n hide-m">{isOpen || proposal.missing !== '0' ? gText(proposal.missing) : t('reached')}</td>
    </tr>
  )
}
