import { Globe, Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import type { JobKind } from '#web/features/jobs/jobDraft.ts'

type PrivacyProps = { readonly kind: JobKind; readonly isPrivate: boolean; readonly onPrivate: (isPrivate: boolean) => void }

/** Lets the user choose who can read a job. A page cannot join the results of a WASM module, so such a job cannot be private here. */
export function PrivacyPanel({ kind, isPrivate, onPrivate }: PrivacyProps) {
  const t = useTranslations('jobs.new.privacy')
  const isOffered = kind !== 'wasm'
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g3">
        <RadioCards label={t('title')} value={isPrivate ? 'private' : 'public'} onValue={(value) => onPrivate(value === 'private')}>
          <RadioCard value="public" chosen={!isPrivate} disabled={false} icon={Globe} title={t('public')} text={t('publicText')} />
          <RadioCard
            value="private"
            chosen={isPrivate}
            disabled={!isOffered}
            icon={Lock}
            title={t('private')}
            text={isOffered ? t('privateText') : t('privateWasm')}
          />
        </RadioCards>
        {isPrivate && <p className="t13 dim">{t('open')}</p>}
        {isPrivate && kind === 'sql' && <p className="t13 dim">{t('noCombine')}</p>}
      </div>
    </Panel>
  )
}
