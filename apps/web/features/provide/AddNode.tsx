'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSyncExternalStore } from 'react'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'

/** How a machine gets listed: the agent runs on it, registers it with the provider's key and signs its asks. */
export function AddNode() {
  const t = useTranslations('provide.add')
  const tStates = useTranslations('states')
  const origin = useOrigin()
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('text')}</p>
        <CodeLine
          text={origin === null ? 'infinitio provide' : `infinitio provide --url ${origin}`}
          label={tStates('copy')}
          doneLabel={tStates('copied')}
        />
        <p className="dim">{t('hint')}</p>
        <Link className="link" href="/docs/guides/provider">
          {t('guide')}
        </Link>
      </div>
    </Panel>
  )
}

const never = () => () => {}

/** The address this market is reached at; null on the server, which does not know by which of its names it was called. */
function useOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
}
