'use client'
import type { DelegatesWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { delegatesQuery } from '#web/parts/govern/governQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { type More, PagesView } from '#web/parts/govern/PagesView.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** Who has votes, most first, and how much of the quorum that is. */
export function DelegatesView() {
  const t = useTranslations('govern.delegates')
  const list = useInfiniteQuery(delegatesQuery(browserApi))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ first, items, more }) => <Delegates quorum={first.quorum} items={items} more={more} />}
    </PagesView>
  )
}

type DelegatesProps = { readonly quorum: string; readonly items: readonly DelegatesWire['items'][number][]; readonly more: More }

function Delegates({ quorum, items, more }: DelegatesProps) {
  const t = useTranslations('govern.delegates')
  // Votes move between two pages: whoever is on both is shown once.
  const once = [...new Map(items.map((item) => [item.account, item])).values()]
  return (
    <ListPanel
      title={t('title')}
      note={quorum === '0' ? undefined : t('quorum', { quorum: gText(quorum) })}
      empty={{ icon: Vote, title: t('empty'), text: t('emptyText') }}
      more={more}
      columns={[
        { name: t('rank'), className: 'hide-s' },
        { name: t('account') },
        { name: t('votes'), className: 'n' },
        { name: t('share'), className: 'n' },
        { name: t('delegators'), className: 'n hide-s' },
      ]}
      rows={once.map(({ account, votes, delegators }, at) => (
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
