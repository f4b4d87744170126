'use client'
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
import { GovernSkeleton } from '#web/features/govern/GovernSkeleton.tsx'
import { delegatesQuery } from '#web/features/govern/governQueries.ts'
import { gText, shareText } from '#web/features/govern/gText.ts'
import { AccountText } from '#web/features/identity/AccountText.tsx'

/** Who has votes, most first, and how much of the quorum that is. */
export function DelegatesView() {
  const t = useTranslations('govern.delegates')
  const list = useInfiniteQuery(delegatesQuery(browserApi))
  if (list.data === undefined) {
    return list.isError ? <ErrorState title={t('failed')} error={list.error} onRetry={() => void list.refetch()} /> : <GovernSkeleton />
  }
  // Votes move between two pages: whoever is on both is shown once.
  const items = [...new Map(list.data.pages.flatMap((page) => page.items).map((item) => [item.account, item])).values()]
  const quorum = list.data.pages[0]?.quorum ?? '0'
  return (
    <Panel title={t('title')} note={quorum === '0' ? undefined : t('quorum', { quorum: gText(quorum) })}>
      {items.length === 0 ? (
        <StateBox kind="empty" icon={Vote} title={t('empty')}>
          {t('emptyText')}
        </StateBox>
      ) : (
        <section className="scroll" aria-label={t('title')}>
          <table className="table">
            <TableHead
              columns={[
                { name: t('rank'), className: 'hide-s' },
                { name: t('account') },
                { name: t('votes'), className: 'n' },
                { name: t('share'), className: 'n' },
                { name: t('delegators'), className: 'n hide-s' },
              ]}
            />
            <tbody>
              {items.map(({ account, votes, delegators }, at) => (
                <tr key={account}>
                  <td className="hide-s mono">{at + 1}</td>
                  <td>
                    <Link className="link" href={`/govern/delegates/${account}`}>
                      <AccountText account={account} />
                    </Link>
                  </td>
                  <td className="n">{gText(votes)}</td>
                  <td className="n">{shareText(votes, quorum)}</td>
                  <td className="n hide-s">{delegators}</td>
                </tr>
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
