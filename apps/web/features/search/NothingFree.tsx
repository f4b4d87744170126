'use client'
import { parseRun, secondsOfSearch } from '@infinitio/domain'
import { ServerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { FiltersToRemove } from '#web/features/search/filters/FiltersToRemove.tsx'
import { durationText } from '#web/parts/format/durationText.ts'
import { type SearchState, withoutFilters } from '#web/parts/search/searchState.ts'

/** Suggests what the user can do after a search without results. */
export function NothingFree({ search, change }: { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }) {
  const t = useTranslations('search.empty')
  const run = parseRun(search.run)
  const seconds = secondsOfSearch(search)
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={ServerOff}
        title={t(run !== null && 'program' in run ? 'titleImages' : 'title')}
        actions={
          <>
            <Button tone="primary" onClick={() => change(withoutFilters(search))}>
              {t('clear')}
            </Button>
            {seconds > 3_600 && <Button onClick={() => change({ hours: 1, minutes: null })}>{t('oneHour')}</Button>}
          </>
        }
      >
        {t('text', { span: durationText(seconds) })} {run !== null && 'program' in run ? t('images') : search.images && t('imagesOnly')}
      </StateBox>
      <FiltersToRemove search={search} change={change} />
    </div>
  )
}
