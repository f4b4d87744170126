import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'

/** The ssh command and the known_hosts lines exactly as the API gives them, each with a copy button. */
export function SshLines({ ssh }: { readonly ssh: NonNullable<LeaseWire['ssh']> }) {
  const t = useTranslations('lease.connect')
  const tStates = useTranslations('states')
  return (
    <div className="stack g3 t13">
      <p>{t('command')}</p>
      <CodeLine text={ssh.command} label={tStates('copyNamed', { what: t('command') })} doneLabel={tStates('copied')} wrap />
      <p>{t('knownHosts')}</p>
      <CodeLine text={ssh.knownHosts.join('\n')} label={tStates('copyNamed', { what: t('knownHosts') })} doneLabel={tStates('copied')} wrap />
      <p className="t12 dim">{t('onChain')}</p>
    </div>
  )
}
