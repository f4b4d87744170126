'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { useChangeAccess } from '#web/features/lease-access/useChangeAccess.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { readPorts } from '#web/parts/lease-setup/leaseSetup.ts'
import { PortsField } from '#web/parts/lease-setup/PortsField.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type PortsDialogProps = { readonly lease: LeaseWire; readonly onClose: () => void }

/** Opens web addresses for ports of a running lease, and closes others. */
export function PortsDialog({ lease, onClose }: PortsDialogProps) {
  const t = useTranslations('lease.access.ports')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('dialogTitle', { name: leaseTitle(lease) })} description={t('dialogText')}>
      <WalletBoundary waiting={null}>
        <PortsForm lease={lease} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function PortsForm({ lease, onClose }: PortsDialogProps) {
  const t = useTranslations('lease.access')
  const reasonId = useId()
  const now = lease.access?.ports ?? []
  const [text, setText] = useState(now.join(', '))
  const changing = useChangeAccess({ lease, onDone: onClose })
  const ports = readPorts(text)
  const isSame = ports !== null && ports.join() === now.join()
  return (
    <div className="stack g4">
      <PortsField ports={text} onPorts={setText} label={t('ports.label')} hint={t('ports.hint')} />
      {changing.isError && <SigningProblemCallout error={changing.error} />}
      <SignerButton
        label={t(changing.isPending ? 'signing' : 'sign')}
        disabled={changing.isPending || ports === null || isSame}
        describedBy={isSame ? reasonId : undefined}
        onSign={() => ports !== null && changing.mutate({ ports })}
      />
      {isSame && (
        <p className="t12 dim" id={reasonId}>
          {t('ports.same')}
        </p>
      )}
      <Button tone="ghost" full disabled={changing.isPending} onClick={onClose}>
        {t('cancel')}
      </Button>
    </div>
  )
}
