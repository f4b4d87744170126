'use client'
import type { ProviderAlertWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { clockText, dayMinuteText } from '#web/parts/format/clockText.ts'

/** How many alerts are shown at first. If a whole rack of machines does not respond, the content below the alerts stays visible. */
const firstAlerts = 6

/** Shows the problems that a provider should check, worst first. Shows nothing if there are none. The bond has a separate line above. */
export function AlertList({ alerts }: { readonly alerts: readonly ProviderAlertWire[] }) {
  const t = useTranslations('provide.alerts')
  const [isAll, setIsAll] = useState(false)
  const shown = alerts.filter(({ kind }) => kind !== 'bond_short')
  if (shown.length === 0) return null
  const first = isAll ? shown : shown.slice(0, firstAlerts)
  return (
    <Panel title={t('title')} className="mb-5">
      <ul className="panel-body stack t13" aria-live="polite">
        {first.map(({ kind, severity, node, nodeName, gpu, value, code, at }) => (
          <li key={`${kind}${node}${gpu}`} className="row between">
            <span>
              {t(kind, { node: nodeName ?? '', gpu: gpu ?? 0, value: value ?? 0, when: dayMinuteText(value ?? 0), why: whyOf(code) })}{' '}
              {code !== null && (
                <Link className="link mono t12" href={`/docs/errors/${code}`}>
                  {code}
                </Link>
              )}
            </span>
            <Badge tone={severity === 'critical' ? 'bad' : 'warn'}>{clockText(at)}</Badge>
          </li>
        ))}
      </ul>
      {shown.length > firstAlerts && (
        <p className="panel-foot">
          <button type="button" className="link" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
            {isAll ? t('fewer') : t('showAll', { count: shown.length })}
          </button>
        </p>
      )}
    </Panel>
  )
}

/** Returns the key under which the messages contain an error code. It has no dots, because the keys of an ICU `select` may not contain any. */
const whyOf = (code: string | null): string => (code ?? '').replace('.', '_')
