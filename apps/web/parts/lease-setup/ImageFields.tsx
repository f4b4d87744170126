'use client'
import { pinImage, templateOf } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { templatesQuery } from '#web/parts/lease-setup/templatesQuery.ts'

type ImageFieldsProps = { readonly setup: LeaseSetup; readonly change: (patch: Partial<LeaseSetup>) => void }

/** Attributes of fields for code: no spelling check and no autocompletion. */
const asTyped = { className: 'mono', autoComplete: 'off', spellCheck: false } as const

/**
 * Fields for the image, with its digest, and for the command that starts in it. For a known program, the market determines the image; renters enter any other
 * image themselves.
 */
export function ImageFields({ setup, change }: ImageFieldsProps) {
  const t = useTranslations('book.template.image')
  const { volumes } = templateOf(setup.template)
  return (
    <div className="stack g4">
      {setup.template === 'image' ? <AnyImage setup={setup} change={change} /> : <PinnedImage setup={setup} />}
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

function AnyImage({ setup, change }: ImageFieldsProps) {
  const t = useTranslations('book.template.image')
  const isPinned = pinImage(setup.image) !== null
  return (
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
  )
}

/** Shows the image that this market uses for the chosen template: its name, its digest and the day on which the market read the digest. */
function PinnedImage({ setup }: { readonly setup: LeaseSetup }) {
  const t = useTranslations('book.template.image')
  const { data: pins } = useQuery(templatesQuery(browserApi))
  const pin = pins?.get(setup.template)
  const [name = '', digest = ''] = (pin?.reference ?? '').split('@')
  return (
    <dl className="stack g1">
      <dt className="label">{t('pinned')}</dt>
      <dd className="mono wrap">{pin === undefined ? '…' : `${name}@${digest}`}</dd>
      <dd className="t13 dim">{pin === undefined ? '…' : t('pinnedAt', { tag: pin.tag, day: dateYearText(pin.pinnedAt) })}</dd>
    </dl>
  )
}
