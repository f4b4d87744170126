import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { type More, PagesView } from '#web/parts/govern/PagesView.tsx'

type Page = { readonly items: readonly unknown[]; readonly contracts: unknown }

type Shown<One extends Page> = {
  readonly first: One
  readonly items: readonly One['items'][number][]
  readonly more: More
  readonly contracts: NonNullable<One['contracts']>
}

type BoardViewProps<One extends Page> = {
  readonly list: UseInfiniteQueryResult<InfiniteData<One>>
  readonly failed: string
  readonly more: string
  readonly main: (shown: Shown<One>) => ReactNode
  /** The content below the list: the rules for its items, and what the reader can do with them. */
  readonly aside: (shown: Shown<One>) => ReactNode
}

/** Shows a list of the DAO, such as its bounties, over the whole page width, with the rules below it. Shows a notice if this market has no DAO. */
export function BoardView<One extends Page>({ list, failed, more, main, aside }: BoardViewProps<One>) {
  return (
    <PagesView list={list} failed={failed} more={more}>
      {(page) => {
        const { contracts } = page.first
        if (contracts === null || contracts === undefined) return <NoDao />
        const shown = { ...page, contracts }
        return (
          <div className="stack g4">
            {main(shown)}
            <aside className="gboard">{aside(shown)}</aside>
          </div>
        )
      }}
    </PagesView>
  )
}
