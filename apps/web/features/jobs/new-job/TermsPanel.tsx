import type { JobPriority } from '@infinitio/domain'
import { Gauge, Hourglass, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type DraftField, deadlines, type JobDraft, priorities, retryCounts } from '#web/features/jobs/new-job/jobDraft.ts'

const icons = { urgent: Zap, normal: Gauge, economy: Hourglass } as const satisfies Record<JobPriority, unknown>
const hourSeconds = 3_600

type TermsProps = {
  readonly draft: JobDraft
  readonly errorOf: (field: DraftField) => string | undefined
  readonly onChange: (part: Partial<JobDraft>) => void
}

/** Lets the user choose how much a job pays for each second of work. With a higher pay, its tasks come earlier in the queue. */
export function PriorityPanel({ draft: { priority }, onChange }: Pick<TermsProps, 'draft' | 'onChange'>) {
  const t = useTranslations('jobs.new.priority')
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body">
        <RadioCards label={t('title')} value={priority} onValue={(value) => onChange({ priority: value as JobPriority })} className="sm:grid-cols-3">
          {priorities.map((one) => (
            <RadioCard key={one} value={one} chosen={priority === one} disabled={false} icon={icons[one]} title={t(one)} text={t(`${one}Text`)} />
          ))}
        </RadioCards>
      </div>
    </Panel>
  )
}

/** Fields for the name of a job and for its limits: cost, time and number of attempts. */
export function TermsPanel({ draft, errorOf, onChange }: TermsProps) {
  const t = useTranslations('jobs.new')
  return (
    <Panel title={t('terms.title')} note={t('terms.note')}>
      <div className="panel-body grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('name')} error={errorOf('name')}>
          {(names) => <TextInput {...names} value={draft.name} onChange={({ target }) => onChange({ name: target.value })} />}
        </Field>
        <Field label={t('mostCost')} hint={t('mostCostHint')} error={errorOf('mostCost')}>
          {(names) => (
            <TextInput {...names} inputMode="decimal" value={draft.mostCost} onChange={({ target }) => onChange({ mostCost: target.value })} />
          )}
        </Field>
        <Field label={t('deadline')} hint={t('deadlineHint')}>
          {(names) => (
            <SelectInput {...names} value={draft.deadlineSeconds} onChange={({ target }) => onChange({ deadlineSeconds: Number(target.value) })}>
              {deadlines.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t('hours', { hours: seconds / hourSeconds })}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <Field label={t('retries')} hint={t('retriesHint')}>
          {(names) => (
            <SelectInput {...names} value={draft.retries} onChange={({ target }) => onChange({ retries: Number(target.value) })}>
              {retryCounts.map((count) => (
                <option key={count} value={count}>
                  {t('times', { count })}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </div>
    </Panel>
  )
}
