'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { readPorts } from '#web/parts/lease-setup/leaseSetup.ts'

/** A field for the ports of the machine that are reached by HTTPS. */
export function PortsField({ ports, onPorts }: { readonly ports: string; readonly onPorts: (ports: string) => void }) {
  const t = useTranslations('book.ports')
  return (
    <Field label={t('label')} hint={t('hint')} error={readPorts(ports) === null ? t('invalid') : undefined}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="numeric"
          autoComplete="off"
          value={ports}
          placeholder="8888, 6006"
          onChange={(event) => onPorts(event.target.value)}
        />
      )}
    </Field>
  )
}
