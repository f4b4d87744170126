import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { RenderFields } from '#web/features/jobs/new-job/RenderFields.tsx'
import type { DraftField, JobDraft } from '#web/features/jobs/new-job/jobDraft.ts'

type WorkFieldsProps = {
  readonly draft: JobDraft
  /** A private SQL job has no combine query, because a browser has no program that could run it. */
  readonly isPrivate: boolean
  readonly errorOf: (field: DraftField) => string | undefined
  readonly onChange: (part: Partial<JobDraft>) => void
}

const counts = ['trials', 'steps', 'fuel'] as const
const goals = ['minimise', 'maximise'] as const

/**
 * The fields that describe the work of the machines. SQL has two queries, a WebAssembly module a number of items, a search its space and its limits, a job of
 * questions to a model the fingerprint of the model and the length of an answer, an adapter of somebody else its parameters, and a scene of
 * Blender its frames.
 */
export function WorkFields({ draft, isPrivate, errorOf, onChange }: WorkFieldsProps) {
  const t = useTranslations('jobs.new')
  const number = (field: 'items' | 'maxTokens' | 'portions' | (typeof counts)[number]) => (
    <Field key={field} label={t(field)} hint={t(`${field}Hint`)} error={errorOf(field)}>
      {(names) => <TextInput {...names} inputMode="numeric" value={draft[field]} onChange={({ target }) => onChange({ [field]: target.value })} />}
    </Field>
  )
  const text = (field: 'map' | 'combine' | 'space' | 'params', rows: number) => (
    <Field key={field} label={t(field)} hint={t(`${field}Hint`)} error={field === 'params' ? undefined : errorOf(field)}>
      {(names) => <TextArea {...names} rows={rows} value={draft[field]} onChange={({ target }) => onChange({ [field]: target.value })} />}
    </Field>
  )
  switch (draft.kind) {
    case 'sql':
      return isPrivate ? text('map', 3) : [text('map', 3), text('combine', 3)]
    case 'wasm':
      return number('items')
    case 'inference':
      return (
        <>
          <Field label={t('fingerprint')} hint={t('fingerprintHint')} error={errorOf('fingerprint')}>
            {(names) => <TextInput {...names} value={draft.fingerprint} onChange={({ target }) => onChange({ fingerprint: target.value })} />}
          </Field>
          {number('maxTokens')}
        </>
      )
    case 'custom':
      return [text('params', 3), number('portions')]
    case 'render':
      return <RenderFields draft={draft} errorOf={errorOf} onChange={onChange} />
    case 'search':
      return (
        <>
          {text('space', 5)}
          <Field label={t('goal')} hint={t('goalHint')}>
            {(names) => (
              <SelectInput {...names} value={draft.goal} onChange={({ target }) => onChange({ goal: target.value as JobDraft['goal'] })}>
                {goals.map((goal) => (
                  <option key={goal} value={goal}>
                    {t(goal)}
                  </option>
                ))}
              </SelectInput>
            )}
          </Field>
          {counts.map(number)}
        </>
      )
  }
}
