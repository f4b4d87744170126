import type { ProviderAlertWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { clockText, dayMinuteText } from '#web/features/format/clockText.ts'

/** What a provider should look at, worst first; nothing when all is well. The bond has a line of its own above. */
export function AlertList({ alerts }: { readonly alerts: readonly ProviderAlertWire[] }) {
  const t = useTranslations('provide.alerts')
  const shown = alerts.filter(({ kind }) => kind !== 'bond_short')
  if (shown.length === 0) return null
  return (
    <Panel title={t('title')} className="mb-5">
      <ul className="panel-body stack t13" aria-live="polite">
        {shown.map(({ kind, severity, node, nodeName, gpu, value, code, at }) => (
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
    </Panel>
  )
}

/** As messages name it: their choices have no dots. */
const whyOf = (code: string | null): string => (code ?? '').replace('.', '_')
