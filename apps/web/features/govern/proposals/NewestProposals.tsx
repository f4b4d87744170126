'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { ProposalsWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { RotateCw, Unplug, Vote } from 'lucide-react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { ProposalRow, useProposalColumns } from '#web/features/govern/proposals/ProposalRow.tsx'
import { filterOf, needsVote } from '#web/features/govern/proposals/proposalTabs.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

const shown = 3

/**
 * Shows three proposals on the overview page: first those on which the signed-in account can still vote, then the newest. While it loads, it has
 * the height of three rows, so that the rows do not move the content below. Without proposals it is only as high as its text.
 */
export function NewestProposals() {
  const t = useTranslations('govern.proposals')
  const account = useAccount() ?? null
  const list = useInfiniteQuery(proposalsQuery(browserApi, account === null ? {} : { account }))
  const open = useInfiniteQuery({ ...proposalsQuery(browserApi, filterOf({ tab: 'mine', text: '', account })), enabled: account !== null })
  const needed = account === null ? [] : (open.data?.pages ?? []).flatMap(({ items }) => items).filter(needsVote)
  const [page] = list.data?.pages ?? []
  const isFailed = page === undefined && list.isError
  return (
    <Panel
      title={t(needed.length === 0 ? 'newest' : 'newestAndNeeded')}
      end={
        <span className="row g3">
          <Link className="link t13" href="/govern/proposals">
            {t('all')}
          </Link>
          <Button asChild size="sm">
            <Link href="/govern/proposals/new">{t('new')}</Link>
          </Button>
        </span>
      }
    >
      <div className="newest">
        {isFailed ? (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        ) : page?.items.length === 0 ? (
          <StateBox kind="empty" icon={Vote} title={t('empty')}>
            {t('emptyText')}
          </StateBox>
        ) : (
          <Rows page={page} needed={needed} />
        )}
      </div>
    </Panel>
  )
}

type RowsProps = { readonly page: ProposalsWire | undefined; readonly needed: ProposalsWire['items'] }

function Rows({ page, needed }: RowsProps) {
  const t = useTranslations('govern.proposals')
  const columns = useProposalColumns()
  return (
    <section className="scroll" aria-label={t('newest')} aria-busy={page === undefined}>
      <table className="table">
        <TableHead columns={columns} />
        <tbody>
          {page === undefined
            ? Array.from({ length: shown }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no key but their position.
                <tr key={row}>
                  {columns.map(({ name, className }) => (
                    <td key={name} className={className}>
                      <Skeleton width="70%" height={14} />
                    </td>
                  ))}
                </tr>
              ))
            : [...needed, ...page.items.filter(({ id }) => needed.every((one) => one.id !== id))]
                .slice(0, shown)
                .map((proposal) => <ProposalRow key={proposal.id} proposal={proposal} now={page.blockTimestamp} />)}
        </tbody>
      </table>
    </section>
  )
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('govern.proposals')
  const tStates = useTranslations('states')
  const { code, sentence } = problemOf(error)
  return (
    <StateBox
      kind="error"
      icon={Unplug}
      title={t('failed')}
      code={<ErrorCode code={code} />}
      actions={
        <Button onClick={onRetry}>
          <RotateCw className="i" aria-hidden />
          {tStates('tryNow')}
        </Button>
      }
    >
      {sentence}
    </StateBox>
  )
}
