'use client'
import { pinImage, templateOf } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'

type ImageFieldsProps = { readonly setup: LeaseSetup; readonly change: (patch: Partial<LeaseSetup>) => void }

/** Attributes of fields that a program reads: no spelling check, no autocompletion. */
const asTyped = { className: 'mono', autoComplete: 'off', spellCheck: false } as const

/** Fields for the image, by its digest, and the command that is started in it. */
export function ImageFields({ setup, change }: ImageFieldsProps) {
  const t = useTranslations('book.template.image')
  const isPinned = pinImage(setup.image) !== null
  const { volumes } = templateOf(setup.template)
  return (
    <div className="stack g4">
      <Field label={t('label')} hint={t('hint')} error={isPinned || setup.image === '' ? undefined : t('unpinned')}>
        {(names) => (
          <TextInput
            {...names}
            {...asTyped}
            maxLength={700}
            value={setup.image}
            placeholder="docker.io/library/debian@sha256:…"
            onChange={(event) => change({ image: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('scriptLabel')} hint={t('scriptHint')}>
        {(names) => <TextArea {...names} rows={4} value={setup.startScript} onChange={(event) => change({ startScript: event.target.value })} />}
      </Field>
      <Field label={t('command')} hint={volumes.length === 0 ? t('commandHint') : t('volumes', { folders: volumes.join(', ') })}>
        {(names) => (
          <TextInput {...names} {...asTyped} maxLength={4_096} value={setup.command} onChange={(event) => change({ command: event.target.value })} />
        )}
      </Field>
    </div>
  )
}
