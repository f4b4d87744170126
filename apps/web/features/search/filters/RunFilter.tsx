'use client'
import { parseRun, runModels, runNameOf, runPrograms } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

/**
 * Lets the user choose a known model or program to run. If the search text contains a model or program that is not in the list, it stays chosen until the user
 * chooses another.
 */
export function RunFilter({ search, change }: { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }) {
  const t = useTranslations('run')
  const run = search.run === '' ? null : parseRun(search.run)
  const chosen = run === null ? '' : 'program' in run ? run.program : run.model.slug
  const isListed = chosen === '' || runPrograms.some((program) => program === chosen) || runModels.some(({ slug }) => slug === chosen)
  return (
    <SelectInput aria-label={t('pick')} value={chosen} onChange={(event) => change({ run: event.target.value })}>
      <option value="">{t('anything')}</option>
      {!isListed && run !== null && <option value={chosen}>{runNameOf(run)}</option>}
      <optgroup label={t('models')}>
        {runModels.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('programs')}>
        {runPrograms.map((program) => (
          <option key={program} value={program}>
            {runNameOf({ program })}
          </option>
        ))}
      </optgroup>
    </SelectInput>
  )
}
