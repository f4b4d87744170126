'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/features/api/browserApi.ts'
import { ErrorState } from '#web/features/api/ErrorState.tsx'
import { GovernSkeleton } from '#web/features/govern/GovernSkeleton.tsx'
import { delegatesQuery } from '#web/features/govern/governQueries.ts'
import { gText, shareText } from '#web/features/govern/gText.ts'
import { ListPanel } from '#web/features/govern/ListPanel.tsx'
import { moreOf } from '#web/features/govern/moreOf.ts'
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
    <ListPanel
      title={t('title')}
      note={quorum === '0' ? undefined : t('quorum', { quorum: gText(quorum) })}
      empty={{ icon: Vote, title: t('empty'), text: t('emptyText') }}
      more={moreOf(list, t('more'))}
      columns={[
        { name: t('rank'), className: 'hide-s' },
        { name: t('account') },
        { name: t('votes'), className: 'n' },
        { name: t('share'), className: 'n' },
        { name: t('delegators'), className: 'n hide-s' },
      ]}
      rows={items.map(({ account, votes, delegators }, at) => (
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
    />
  )
}
