import type { MarketWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

type RegionSelectProps = {
  readonly regions: MarketWire['regions']
  readonly value: number | null
  readonly onChange: (regionId: number | null) => void
}

/** Selects all regions, or one of them. */
export function RegionSelect({ regions, value, onChange }: RegionSelectProps) {
  const t = useTranslations('market')
  const regionName = useRegionName()
  return (
    <SelectInput
      aria-label={t('region')}
      value={value === null ? '' : String(value)}
      onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">{t('allRegions')}</option>
      {regions.map(({ regionId, name }) => (
        <option key={regionId} value={regionId}>
          {regionName(name)}
        </option>
      ))}
    </SelectInput>
  )
}
