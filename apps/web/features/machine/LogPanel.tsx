import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'

const tones = { info: 'plain', warn: 'warn', error: 'bad', fatal: 'bad' } as const

/** Shows the newest lines of the agent's own log, newest first. They have no data of renters. */
export function LogPanel({ agent, isSimulated }: { readonly agent: Machine['agent']; readonly isSimulated: boolean }) {
  const t = useTranslations('machine.log')
  const lines = (agent?.lines ?? []).toReversed()
  return (
    <Panel className="mt-5" title={t('title')} note={t('note')}>
      {lines.length === 0 ? (
        <p className="panel-body t13 dim">{t(isSimulated ? 'noneSimulated' : 'none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <section className="agentlog" aria-label={t('title')} tabIndex={0}>
          <ol>
            {lines.map(({ n, at, level, text, code, leaseId }) => (
              <li key={`${at}-${n}`}>
                <time dateTime={new Date(at * 1_000).toISOString()} className="dim">
                  {dayText(at)} {clockText(at)}
                </time>
                <Badge tone={tones[level]}>{t(`level.${level}`)}</Badge>
                <span>
                  {text}
                  {code !== null && <CodeText code={code} />}
                  {leaseId !== null && (
                    <>
                      {' '}
                      <Link className="link" href={`/leases/${leaseId}`}>
                        {t('lease', { leaseId })}
                      </Link>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </Panel>
  )
}

/** Shows the code of an error. A code of this market links to its page in the docs; a code of the operating system has no page. */
function CodeText({ code }: { readonly code: string }) {
  return code.includes('.') ? (
    <>
      {' '}
      <Link className="link" href={`/docs/errors/${code}`}>
        {code}
      </Link>
    </>
  ) : (
    ` ${code}`
  )
}
