import { useTranslations } from 'next-intl'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { FleetFilter } from '#web/features/provide/fleetRows.ts'
import type { ProviderNode } from '#web/parts/provider/providerNode.ts'

const states = ['listed', 'rented', 'paused', 'suspect', 'lost', 'delisted', 'retired'] as const

type FleetFiltersProps = {
  readonly nodes: readonly ProviderNode[]
  readonly filter: FleetFilter
  readonly onFilter: (filter: FleetFilter) => void
}

/** Filters of a fleet: by name, by state with how many are in each, and by class. */
export function FleetFilters({ nodes, filter, onFilter }: FleetFiltersProps) {
  const t = useTranslations('provide')
  const counts = Map.groupBy(nodes, ({ state }) => state)
  const classes = new Map(nodes.map(({ classId, className }) => [classId, className]))
  return (
    <search className="fleetbar">
      <TextInput
        type="search"
        aria-label={t('fleet.find')}
        placeholder={t('fleet.find')}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
      />
      <SelectInput
        aria-label={t('column.state')}
        value={filter.state ?? ''}
        onChange={(event) => onFilter({ ...filter, state: states.find((state) => state === event.target.value) ?? null })}
      >
        <option value="">{t('fleet.anyState')}</option>
        {states
          .filter((state) => counts.has(state))
          .map((state) => (
            <option key={state} value={state}>
              {t(`state.${state}`)} ({counts.get(state)?.length})
            </option>
          ))}
      </SelectInput>
      {classes.size > 1 && (
        <SelectInput
          aria-label={t('fleet.class')}
          value={filter.classId ?? ''}
          onChange={(event) => onFilter({ ...filter, classId: event.target.value === '' ? null : Number(event.target.value) })}
        >
          <option value="">{t('fleet.anyClass')}</option>
          {[...classes].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectInput>
      )}
    </search>
  )
}
