import { Globe, Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import type { JobKind } from '#web/features/jobs/new-job/jobDraft.ts'

type PrivacyProps = { readonly kind: JobKind; readonly isPrivate: boolean; readonly onPrivate: (isPrivate: boolean) => void }

/** The message for each kind of job that cannot be private on this page. */
const notPrivate: Partial<Record<JobKind, 'privateWasm' | 'privateInference' | 'privateRender'>> = {
  wasm: 'privateWasm',
  inference: 'privateInference',
  custom: 'privateWasm',
  render: 'privateRender',
}

/**
 * Lets the user choose who can read a job. A page cannot join the results of a WASM module or of an adapter of somebody else. For questions to a model, machines
 * must read the model before they accept a task. Scenes and pictures are public. So these kinds cannot be private here.
 */
export function PrivacyPanel({ kind, isPrivate, onPrivate }: PrivacyProps) {
  const t = useTranslations('jobs.new.privacy')
  const refusal = notPrivate[kind]
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g3">
        <RadioCards
          label={t('title')}
          value={isPrivate ? 'private' : 'public'}
          onValue={(value) => onPrivate(value === 'private')}
          className="sm:grid-cols-2"
        >
          <RadioCard value="public" chosen={!isPrivate} disabled={false} icon={Globe} title={t('public')} text={t('publicText')} />
          <RadioCard
            value="private"
            chosen={isPrivate}
            disabled={refusal !== undefined}
            icon={Lock}
            title={t('private')}
            text={t(refusal ?? 'privateText')}
          />
        </RadioCards>
        {isPrivate && <p className="t13 dim">{t('open')}</p>}
        {isPrivate && kind === 'sql' && <p className="t13 dim">{t('noCombine')}</p>}
      </div>
    </Panel>
  )
}
