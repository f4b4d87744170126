'use client'
import { countFilters, parseRun, secondsOfSearch } from '@infinitio/domain'
import type { AdviceQueryWire, AdviceWire } from '@infinitio/domain/wire'
import { getAdvice, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { AdviceWay } from '#web/features/search/AdviceWay.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { durationText } from '#web/parts/format/durationText.ts'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

export type AdvicePanelProps = { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }

/** Lists ways to run the searched model on free machines, best fit first. One click shows the ways for other uses of the model. */
export function AdvicePanel({ search, change }: AdvicePanelProps) {
  const t = useTranslations('run.advice')
  const query = useQuery(adviceQuery(browserApi, search))
  return (
    <section className="advice" aria-label={t('name')}>
      <h2 className="t13 strong">{t('title')}</h2>
      <p className="t12 dim">{t('text', { span: durationText(secondsOfSearch(search)) })}</p>
      <QueryView query={query} failed={t('failed')} skeleton={<AdviceSkeleton />}>
        {(advice) => <Ways advice={advice} search={search} change={change} />}
      </QueryView>
    </section>
  )
}

function Ways({ advice, search, change }: AdvicePanelProps & { readonly advice: AdviceWire }) {
  const t = useTranslations('run.advice')
  const run = parseRun(search.run)
  const task = run === null || 'program' in run ? null : run.task
  const asked = advice.ways.filter((way) => way.task === task)
  const others = advice.ways.filter((way) => way.task !== task)
  if (advice.ways.every(({ choices }) => choices.length === 0))
    return <p className="t13 mt-2">{t(hasOtherFilters(search) ? 'noneOfFilters' : 'none')}</p>
  return (
    <>
      <ul>
        {asked.map((way) => (
          <AdviceWay key={way.run} way={way} search={search} change={change} />
        ))}
      </ul>
      <details className="t13">
        <summary>{t('others', { count: others.length })}</summary>
        <ul>
          {others.map((way) => (
            <AdviceWay key={way.run} way={way} search={search} change={change} />
          ))}
        </ul>
      </details>
    </>
  )
}

/** Returns true if the advice has other filters than the model. If the advice is then empty, the memory need not be the reason. */
function hasOtherFilters(search: SearchState): boolean {
  return countFilters({ ...freeChoices(search), run: '' }) > 0
}

function AdviceSkeleton() {
  return (
    <div className="stack g3 skeltree mt-2" aria-hidden>
      {[1, 2, 3].map((key) => (
        <Skeleton key={key} width="100%" height={44} />
      ))}
    </div>
  )
}

/** Returns the search without classes, numbers of GPUs and prices that depend on them, because the advice chooses these. */
function freeChoices(search: SearchState): SearchState {
  return { ...search, classes: [], gpus: null, minTotalVramGib: null, maxTotal: '' }
}

/**
 * Query for ways to run the searched model in the searched region and time. It leaves out GPU classes and numbers of GPUs, because the answer recommends those.
 */
function adviceQuery(api: Transport, state: SearchState) {
  const asked = { ...freeChoices(state), shown: 24, words: '' }
  const { sort: _sort, limit: _limit, ...query } = queryOfSearch(asked)
  return queryOptions({
    queryKey: ['listings', 'advice', paramsOfSearch({ ...asked, sort: 'fit' })],
    queryFn: () => getAdvice(api, { ...query, run: state.run } satisfies AdviceQueryWire),
    placeholderData: keepPreviousData,
  })
}
