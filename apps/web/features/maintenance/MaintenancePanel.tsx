'use client'
import type { PlannedWindowWire } from '@infinitio/domain/wire'
import { Wrench } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { saveCalendar } from '#web/parts/download/calendarFile.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const PlanDialog = dynamic(() => import('#web/features/maintenance/PlanDialog.tsx').then((module) => module.PlanDialog), { ssr: false })
const CancelDialog = dynamic(() => import('#web/features/maintenance/CancelDialog.tsx').then((module) => module.CancelDialog), { ssr: false })

type MaintenancePanelProps = {
  readonly nodes: readonly ProviderNode[]
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
}

/** Lists planned maintenance of machines, earliest first, and plans and cancels it. Shows nothing if all machines are retired. */
export function MaintenancePanel({ nodes, now }: MaintenancePanelProps) {
  const t = useTranslations('provide.maintenance')
  const [isPlanning, setPlanning] = useState(false)
  const [cancelled, setCancelled] = useState<PlannedWindowWire | null>(null)
  const own = nodes.filter(({ state }) => state !== 'retired')
  const windows = own
    .flatMap(({ maintenance }) => maintenance)
    .filter(({ until }) => until > now)
    .toSorted((one, other) => one.from - other.from)
  if (own.length === 0) return null
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t('note')}
      end={
        <Button size="sm" onClick={() => setPlanning(true)}>
          <Wrench className="i s" aria-hidden /> {t('plan')}
        </Button>
      }
    >
      {windows.length === 0 ? (
        <p className="panel-body t13 dim">{t('none')}</p>
      ) : (
        <div className="scroll">
          <table className="table">
            <TableHead
              columns={[
                ...(own.length > 1 ? [{ name: t('machine') }] : []),
                { name: t('start') },
                { name: t('end') },
                { name: t('state'), className: 'hide-s' },
                { name: t('actions'), className: 'n', forEars: true },
              ]}
            />
            <tbody>
              {windows.map((window) => (
                <WindowRow key={window.windowId} window={window} isNamed={own.length > 1} now={now} onCancel={() => setCancelled(window)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {windows.length > 0 && (
        <p className="panel-foot">
          <button type="button" className="link" onClick={() => saveWindows(windows, (name) => t('calendarTitle', { name }))}>
            {t('calendar')}
          </button>
        </p>
      )}
      {isPlanning && <PlanDialog nodes={own} isChosen={own.length === 1} now={now} onClose={() => setPlanning(false)} />}
      {cancelled !== null && <CancelDialog window={cancelled} onClose={() => setCancelled(null)} />}
    </Panel>
  )
}

/** Saves planned maintenance for the reader's calendar, one event for each. */
function saveWindows(windows: readonly PlannedWindowWire[], titleOf: (name: string) => string): void {
  const { host, origin } = window.location
  const events = windows.map(({ windowId, node, nodeName, from, until }) => ({
    ...{ uid: `${windowId}@${host}`, title: titleOf(nodeName), from, until, url: `${origin}/provide/nodes/${node}`, remindAt: 'start' as const },
  }))
  saveCalendar('maintenance', events)
}

type WindowRowProps = { readonly window: PlannedWindowWire; readonly isNamed: boolean; readonly now: number; readonly onCancel: () => void }

function WindowRow({ window, isNamed, now, onCancel }: WindowRowProps) {
  const t = useTranslations('provide.maintenance')
  const [from, until] = [momentText(window.from), momentText(window.until)]
  return (
    <tr>
      {isNamed && (
        <td>
          <b className="strong">{window.nodeName}</b>
        </td>
      )}
      <td>{from}</td>
      <td>{until}</td>
      <td className="hide-s">{t(window.from <= now ? 'isNow' : 'isPlanned')}</td>
      <td className="n">
        <Button size="sm" tone="ghost" aria-label={t('cancelNamed', { name: window.nodeName, from })} onClick={onCancel}>
          {t('cancel')}
        </Button>
      </td>
    </tr>
  )
}
