'use client'
import type { ProviderCheckWire } from '@infinitio/domain/wire'
import { Circle, CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { listText } from '#web/parts/format/listText.ts'

/**
 * Shows the steps that a provider must take before its first payment, with the next action for each open step. It disappears after the first payment: later
 * faults are alerts. The API calculates the steps, and live data updates them.
 */
export function Checklist({ checks }: { readonly checks: readonly ProviderCheckWire[] }) {
  const t = useTranslations('provide.checks')
  const done = checks.filter((check) => check.done === check.of).length
  if (checks.some((check) => check.kind === 'payout' && check.done === check.of)) return null
  return (
    <Panel title={t('title')} note={t('count', { done, of: checks.length })} className="mb-5">
      <ol className="panel-body stack g3 t13" aria-live="polite">
        {checks.map((check) => (
          <Step key={check.kind} check={check} />
        ))}
      </ol>
      <p className="panel-foot t13">
        <Link className="link" href="/docs/guides/provider">
          {t('guide')}
        </Link>
      </p>
    </Panel>
  )
}

function Step({ check: { kind, done, of, missing } }: { readonly check: ProviderCheckWire }) {
  const t = useTranslations('provide.checks')
  const isDone = done === of
  const Mark = isDone ? CircleCheck : Circle
  return (
    <li className="row top g2">
      <Mark className={isDone ? 'i go' : 'i dim'} aria-hidden />
      <span className="grow">
        <b className="strong">{t(`${kind}.title`)}</b>{' '}
        <span className={isDone ? 'go' : 'dim'}>{isDone ? t('done') : of > 1 ? t('some', { done, of }) : t('open')}</span>
        {!isDone && <span className="block dim">{t(`${kind}.todo`)}</span>}
        {missing.length > 0 && of > 1 && (
          <span className="block dim">{t('missing', { names: listText(missing), more: of - done - missing.length })}</span>
        )}
      </span>
    </li>
  )
}
