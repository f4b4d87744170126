'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { MomentField } from '#web/parts/moment/MomentField.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

const hourSeconds = 3_600
/** The calendar of a machine has this many days. */
const days = 28

type StartFilterProps = { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }

/** Lets the user choose when the lease starts: now, or at a full hour within 28 days. */
export function StartFilter({ search: { startHour }, change }: StartFilterProps) {
  const t = useTranslations('search.filter')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const value = startHour === null ? null : startHour * hourSeconds
  return (
    <MomentField
      label={t('startLabel')}
      hidesLabel
      hint={t('startText')}
      value={value}
      from={chain?.chainNow ?? value ?? 0}
      days={chain === undefined ? 0 : days}
      stepSeconds={hourSeconds}
      none={t('startNow')}
      onChange={(at) => change({ startHour: at === null ? null : at / hourSeconds })}
    />
  )
}
