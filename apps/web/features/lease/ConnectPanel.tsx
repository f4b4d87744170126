import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { AccountKeys } from '#web/features/sharing/AccountKeys.tsx'
import { SshLines } from '#web/parts/lease/SshLines.tsx'

/** How to reach the machine by SSH. Without a key of the holder in the lease it says so instead of showing a command that cannot work. */
export function ConnectPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.connect')
  if (lease.role === 'user') return <TeammateConnect lease={lease} />
  const hasKeys = (lease.workload?.sshKeys.length ?? 0) > 0
  const why = lease.heldByTransfer ? 'notYours' : hasKeys ? 'notYet' : 'noKeys'
  return (
    <Panel title={t('title')}>
      <div className="panel-body">{hasKeys && lease.ssh !== null ? <SshLines ssh={lease.ssh} /> : <p className="t13 dim">{t(why)}</p>}</div>
    </Panel>
  )
}

/** For a teammate: the command, and the keys of their own that open it. */
function TeammateConnect({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.connect')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        {lease.ssh !== null && <SshLines ssh={lease.ssh} />}
        <AccountKeys />
      </div>
    </Panel>
  )
}
