import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type RenderDraft, type RenderField, renderCounts } from '#web/features/jobs/new-job/renderDraft.ts'

type RenderFieldsProps = {
  readonly draft: RenderDraft
  readonly errorOf: (field: RenderField) => string | undefined
  readonly onChange: (part: Partial<RenderDraft>) => void
}

const command = 'infinitio jobs blender'

/**
 * The fields of a job that renders a Blender scene: the fingerprint of Blender, the frames, their size and their quality. No machine reports its Blender to the
 * market, so the page shows that the number of providers also counts those without this Blender.
 */
export function RenderFields({ draft, errorOf, onChange }: RenderFieldsProps) {
  const t = useTranslations('jobs.new.render')
  return (
    <>
      <Field label={t('blender')} hint={t('blenderHint')} error={errorOf('blender')}>
        {(names) => <TextInput {...names} value={draft.blender} onChange={({ target }) => onChange({ blender: target.value })} />}
      </Field>
      <CodeLine text={command} label={t('copyCommand')} doneLabel={t('copied')} />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {renderCounts.map((field) => (
          <Field key={field} label={t(field)} hint={t(`${field}Hint`)} error={errorOf(field)}>
            {(names) => (
              <TextInput {...names} inputMode="numeric" value={draft[field]} onChange={({ target }) => onChange({ [field]: target.value })} />
            )}
          </Field>
        ))}
      </div>
      <Callout tone="plain">{t('machines')}</Callout>
    </>
  )
}
