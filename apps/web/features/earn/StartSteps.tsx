'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { installLine, provideLine } from '#web/parts/provider/installLine.ts'
import { useOrigin } from '#web/parts/provider/useOrigin.ts'

/** Shows what a machine needs, and the three commands with which a provider lists it. */
export function StartSteps() {
  const t = useTranslations('earn.start')
  const tStates = useTranslations('states')
  const origin = useOrigin()
  const names = { label: tStates('copy'), doneLabel: tStates('copied') }
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body earnstart">
        <ul className="stack g2 t13">
          {(['linux', 'driver', 'containers', 'node', 'wallet', 'network'] as const).map((need) => (
            <li key={need}>{t(`need.${need}`)}</li>
          ))}
        </ul>
        <ol className="stack g3 t13">
          <li>
            {t('step.install')}
            <CodeLine text={installLine(origin)} {...names} />
          </li>
          <li>
            {t('step.check')}
            <CodeLine text={provideLine(origin, { check: true })} {...names} />
          </li>
          <li>
            {t('step.list')}
            <CodeLine text={provideLine(origin, { check: false })} {...names} />
            <p className="dim">
              {t.rich('keyFile', {
                link: (words) => (
                  <Link className="link" href="/docs/guides/pairing">
                    {words}
                  </Link>
                ),
              })}
            </p>
          </li>
        </ol>
      </div>
      <p className="panel-foot">{t('later')}</p>
    </Panel>
  )
}
