'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { installLine, provideLine } from '#web/parts/provider/installLine.ts'
import { useOrigin } from '#web/parts/provider/useOrigin.ts'

/** Explains how to list a machine: the command on the machine shows a link, and the wallet signs in the browser. */
export function AddNode() {
  const t = useTranslations('provide.add')
  const tStates = useTranslations('states')
  const origin = useOrigin()
  const names = { label: tStates('copy'), doneLabel: tStates('copied') }
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('source')}</p>
        <CodeLine text={installLine(origin)} {...names} />
        <p>{t('text')}</p>
        <CodeLine text={provideLine(origin, { check: false })} {...names} />
        <p className="dim">{t('hint')}</p>
        <p className="dim">{t('keyFile')}</p>
        <p className="row wrap g3">
          <Link className="link" href="/docs/guides/pairing">
            {t('pairing')}
          </Link>
          <Link className="link" href="/docs/guides/provider-quick-start">
            {t('guide')}
          </Link>
        </p>
      </div>
    </Panel>
  )
}
