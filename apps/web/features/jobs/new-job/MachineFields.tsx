import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { type JobDraft, tiers, vramSizes } from '#web/features/jobs/new-job/jobDraft.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

type MachineFieldsProps = { readonly draft: JobDraft; readonly onChange: (part: Partial<JobDraft>) => void }

/** Fields that limit the machines that may take the tasks of a job: their GPU class, the memory of the GPU, and their tier. */
export function MachineFields({ draft, onChange }: MachineFieldsProps) {
  const t = useTranslations('jobs.new.machines')
  const { data } = useQuery(classesQuery(browserApi))
  return (
    <>
      <Field label={t('class')} hint={t('classHint')}>
        {(names) => (
          <SelectInput
            {...names}
            value={draft.gpuClass ?? ''}
            onChange={({ target }) => onChange({ gpuClass: target.value === '' ? null : target.value })}
          >
            <option value="">{t('anyClass')}</option>
            {(data?.classes ?? []).map(({ classId, name }) => (
              <option key={classId} value={name}>
                {name}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field label={t('memory')} hint={t('memoryHint')}>
        {(names) => (
          <SelectInput {...names} value={draft.minVramGib} onChange={({ target }) => onChange({ minVramGib: Number(target.value) })}>
            {vramSizes.map((gib) => (
              <option key={gib} value={gib}>
                {t('gib', { gib })}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field label={t('tier')} hint={t('tierHint')}>
        {(names) => (
          <SelectInput {...names} value={draft.minTier} onChange={({ target }) => onChange({ minTier: Number(target.value) })}>
            {tiers.map((tier) => (
              <option key={tier} value={tier}>
                {t('tierOf', { tier })}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
    </>
  )
}
