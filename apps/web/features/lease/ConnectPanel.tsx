import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SshLines } from '#web/features/lease/SshLines.tsx'

/** How to reach the machine by SSH. Without a key of the holder in the lease it says so instead of showing a command that cannot work. */
export function ConnectPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.connect')
  const hasKeys = (lease.workload?.sshKeys.length ?? 0) > 0
  const why = lease.heldByTransfer ? 'notYours' : hasKeys ? 'notYet' : 'noKeys'
  return (
    <Panel title={t('title')}>
      <div className="panel-body">{hasKeys && lease.ssh !== null ? <SshLines ssh={lease.ssh} /> : <p className="t13 dim">{t(why)}</p>}</div>
    </Panel>
  )
}
