'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { firstChoice, marketClassQuery } from '#web/parts/market/marketQuery.ts'
import { ClassRule } from '#web/features/pricing/ClassRule.tsx'
import { RuleSkeleton } from '#web/features/pricing/RuleSkeleton.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/**
 * Shows one pricing rule for each class: its price now and in this week, and the reasons for it. It explains how to run the rule on the machine with the
 * provider's key.
 */
export function RulePanel({ provider }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide.rule')
  const classes = new Map(provider.nodes.filter(({ state }) => state !== 'retired').map(({ classId, className }) => [classId, className]))
  const [chosen, setChosen] = useState<number | null>(null)
  const classId = chosen ?? [...classes.keys()][0] ?? 0
  const market = useQuery(marketClassQuery(browserApi, classId, firstChoice))
  const chain = useQuery(chainQuery(browserApi))
  useLiveTopic(`market:${classId}`)
  const choice = classes.size > 1 && (
    <SelectInput aria-label={t('class')} value={String(classId)} onChange={(event) => setChosen(Number(event.target.value))}>
      {[...classes].map(([id, name]) => (
        <option key={id} value={id}>
          {givenName(name)}
        </option>
      ))}
    </SelectInput>
  )
  return (
    <Panel className="mt-5 pricing" title={t('title')} note={t('note')} end={choice === false ? undefined : choice}>
      <QueryView query={chain} failed={t('failed')} skeleton={<RuleSkeleton />}>
        {({ feeBps }) => (
          <QueryView query={market} failed={t('failed')} skeleton={<RuleSkeleton />}>
            {/* While another class loads, the query still returns the data of the previous class. */}
            {(detail) =>
              detail.classId === classId ? (
                <ClassRule key={classId} market={{ provider, feeBps, classes: new Map([[classId, detail]]) }} detail={detail} />
              ) : (
                <RuleSkeleton />
              )
            }
          </QueryView>
        )}
      </QueryView>
    </Panel>
  )
}
