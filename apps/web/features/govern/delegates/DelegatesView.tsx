'use client'
import type { DelegateSort, DelegatesWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Search, Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { delegatesQuery } from '#web/parts/govern/governQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { type More, PagesView } from '#web/parts/govern/PagesView.tsx'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** The sort orders of the API. They are repeated here so that the browser does not load the API's schemas. */
const sorts = ['votes', 'delegators', 'voted'] as const satisfies readonly DelegateSort[]

/** Shows the accounts with votes. Each row has their percentage of all stakes and of the quorum, and how often they voted. */
export function DelegatesView() {
  const t = useTranslations('govern.delegates')
  const [sort, setSort] = useState<DelegateSort>('votes')
  const [text, setText] = useState('')
  const searched = useDeferredValue(text).trim()
  const list = useInfiniteQuery(
    delegatesQuery(browserApi, { ...(sort !== 'votes' && { sort }), ...(searched !== '' && { text: searched.slice(0, 42) }) }),
  )
  return (
    <div className="stack g4 gtools">
      <div className="row wrap between g3">
        <Segmented label={t('sort')} value={sort} onChange={setSort} options={sorts.map((value) => ({ value, label: t(`sortBy.${value}`) }))} />
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={42}
          spellCheck={false}
          prefix={<Search className="i s" aria-hidden />}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <PagesView list={list} failed={t('failed')} more={t('more')}>
        {({ first, items, more }) => <Delegates first={first} items={items} more={more} isSearched={searched !== ''} />}
      </PagesView>
    </div>
  )
}

type DelegatesProps = {
  readonly first: DelegatesWire
  readonly items: readonly DelegatesWire['items'][number][]
  readonly more: More
  readonly isSearched: boolean
}

function Delegates({ first: { quorum, staked, opened }, items, more, isSearched }: DelegatesProps) {
  const t = useTranslations('govern.delegates')
  const own = useAccount()?.toLowerCase()
  // Votes can change between the reads of two pages, so an account can be on both pages. This list shows it once.
  const once = [...new Map(items.map((item) => [item.account, item])).values()]
  return (
    <ListPanel
      title={t('title')}
      note={quorum === '0' ? undefined : t('quorum', { quorum: gText(quorum) })}
      empty={{ icon: Vote, title: t(isSearched ? 'noneFound' : 'empty'), text: t(isSearched ? 'noneFoundText' : 'emptyText') }}
      more={more}
      columns={[
        { name: t('account') },
        { name: t('votes'), className: 'n' },
        { name: t('supplyShare'), className: 'n' },
        { name: t('share'), className: 'n hide-s' },
        { name: t('participation'), className: 'n hide-s' },
        { name: t('delegators'), className: 'n hide-s' },
      ]}
      rows={once.map(({ account, name, votes, delegators, voted }) => (
        <tr key={account}>
          <td>
            <Link className="link" href={`/govern/delegates/${account}`}>
              <NamedAccount account={account} />
            </Link>
            {account === own && <span className="t12 dim"> {t('you')}</span>}
            {name !== null && <div className="t12 dim">{name}</div>}
          </td>
          <td className="n">{gText(votes)}</td>
          <td className="n">{shareText(votes, staked)}</td>
          <td className="n hide-s">{shareText(votes, quorum)}</td>
          <td className="n hide-s">{t('votedOf', { voted, opened })}</td>
          <td className="n hide-s">{delegators}</td>
        </tr>
      ))}
    />
  )
}
