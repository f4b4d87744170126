'use client'
import { deleteSavedSearch, setSearchAlerts } from '@infinitio/sdk'
import type { CatalogueWire, SavedSearchWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell, BellRing, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { savedSearchesQuery } from '#web/features/saved-searches/savedSearchesQuery.ts'
import { useSavedTitle } from '#web/parts/search/useSavedTitle.ts'
import { paramsOfSearch } from '#web/parts/search/searchState.ts'

/** Lists the signed-in account's saved searches with links, free machines and machines that are new since the last visit. */
export function SavedSearches({ catalogue }: { readonly catalogue: CatalogueWire | undefined }) {
  const t = useTranslations('saved')
  const { data, error } = useQuery(savedSearchesQuery(browserApi))
  return (
    <Panel title={t('title')} className="saved">
      {data === undefined ? (
        error === null ? (
          <div className="p-4">
            <Skeleton width="70%" />
          </div>
        ) : (
          <div className="p-4">
            <ProblemCallout error={error} />
          </div>
        )
      ) : data.items.length === 0 ? (
        <p className="p-4 t13 dim">{t('none')}</p>
      ) : (
        <ul>
          {data.items.map((item) => (
            <SavedLine key={item.searchId} item={item} catalogue={catalogue} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function SavedLine({ item, catalogue }: { readonly item: SavedSearchWire; readonly catalogue: CatalogueWire | undefined }) {
  const t = useTranslations('saved')
  const queryClient = useQueryClient()
  const title = useSavedTitle(catalogue)(item.query)
  const params = paramsOfSearch(searchOfSaved(item.query))
  const removing = useMutation({
    mutationFn: () => deleteSavedSearch(browserApi, item.searchId),
    onSuccess: () => queryClient.invalidateQueries(savedSearchesQuery(browserApi)),
  })
  const switching = useMutation({
    mutationFn: () => setSearchAlerts(browserApi, item.searchId, !item.alerts),
    onSuccess: () => queryClient.invalidateQueries(savedSearchesQuery(browserApi)),
  })
  const error = removing.error ?? switching.error
  return (
    <li>
      <div className="row">
        <Link className="row grow min-w-0" href={params === '' ? '/gpus' : `/gpus?${params}`} prefetch={false}>
          <span className="grow clip strong" title={title}>
            {title}
          </span>
          <Found item={item} />
        </Link>
        <Button
          tone="ghost"
          shape="icon"
          size="sm"
          aria-pressed={item.alerts}
          aria-label={t('alerts', { title })}
          title={t(item.alerts ? 'alertsOn' : 'alertsOff')}
          disabled={switching.isPending}
          onClick={() => switching.mutate()}
        >
          {item.alerts ? <BellRing className="i s go" aria-hidden /> : <Bell className="i s" aria-hidden />}
        </Button>
        <Button
          tone="ghost"
          shape="icon"
          size="sm"
          aria-label={t('delete', { title })}
          disabled={removing.isPending}
          onClick={() => removing.mutate()}
        >
          <X className="i s" aria-hidden />
        </Button>
      </div>
      {error !== null && <ProblemCallout error={error} />}
    </li>
  )
}

function Found({ item: { free, fresh } }: { readonly item: SavedSearchWire }) {
  const t = useTranslations('saved')
  return (
    <>
      {fresh !== null && fresh > 0 && <span className="go t13 nowrap">{t('new', { count: fresh })}</span>}
      <span className={free === 0 ? 'dim t13 nowrap' : 't13 nowrap'}>{t('free', { count: free })}</span>
    </>
  )
}
