'use client'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { reading } from '#web/i18n/reading.ts'

/** The zone in which times are said, out of the list of all, with the device's own at hand. */
export function ZoneField({ zones, onZone }: { readonly zones: readonly string[]; readonly onZone: (zone: string) => void }) {
  const t = useTranslations('settings')
  const { zone, zoneName } = reading()
  // The server does not know it: it is drawn once the page is.
  const device = useSyncExternalStore(
    () => () => {},
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => zone,
  )
  return (
    <>
      <Field label={t('zone')} hint={t('zoneHint', { name: zoneName })}>
        {(names) => (
          <SelectInput {...names} value={zone} onChange={(event) => onZone(event.target.value)}>
            {!zones.includes(zone) && <option>{zone}</option>}
            {zones.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </SelectInput>
        )}
      </Field>
      {device !== zone && (
        <p>
          <Button size="sm" onClick={() => onZone(device)}>
            {t('deviceZone', { zone: device })}
          </Button>
        </p>
      )}
    </>
  )
}
