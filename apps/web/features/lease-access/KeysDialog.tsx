'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { useChangeAccess } from '#web/features/lease-access/useChangeAccess.ts'
import { SshKeyPicker } from '#web/features/ssh-keys/SshKeyPicker.tsx'
import { storedSshKeys } from '#web/features/ssh-keys/storedSshKeys.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { parseSshKey, type SshKey } from '#web/parts/lease-setup/sshKey.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type KeysDialogProps = { readonly lease: LeaseWire; readonly onClose: () => void }

/** Adds SSH keys to a running lease and removes them. */
export function KeysDialog({ lease, onClose }: KeysDialogProps) {
  const t = useTranslations('lease.access.keys')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('dialogTitle', { name: leaseTitle(lease) })} description={t('dialogText')}>
      <WalletBoundary waiting={null}>
        <KeysForm lease={lease} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function KeysForm({ lease, onClose }: KeysDialogProps) {
  const t = useTranslations('lease.access')
  const reasonId = useId()
  const [keys, setKeys] = useState<readonly SshKey[]>(() => keysOf(lease))
  const changing = useChangeAccess({ lease, onDone: onClose })
  const lines = keys.filter(({ chosen }) => chosen).map(({ line }) => line)
  const isSame = lines.join('\n') === (lease.access?.sshKeys ?? []).join('\n')
  const reason = lines.length > 10 ? 'tooMany' : isSame ? 'same' : null
  return (
    <div className="stack g4">
      <SshKeyPicker keys={keys} onKeys={setKeys} />
      <p className="t12 dim">{t('keys.removed')}</p>
      {reason !== null && (
        <p className={reason === 'tooMany' ? 't13 warn' : 't12 dim'} id={reasonId}>
          {t(`keys.${reason}`)}
        </p>
      )}
      {changing.isError && <SigningProblemCallout error={changing.error} />}
      <SignerButton
        label={t(changing.isPending ? 'signing' : 'sign')}
        disabled={changing.isPending || reason !== null}
        describedBy={reason === null ? undefined : reasonId}
        onSign={() => changing.mutate({ sshKeys: lines })}
      />
      <Button tone="ghost" full disabled={changing.isPending} onClick={onClose}>
        {t('cancel')}
      </Button>
    </div>
  )
}

/** Returns the lease's keys as selected, and the browser's other stored keys as not selected. */
function keysOf({ access }: LeaseWire): SshKey[] {
  const lines = access?.sshKeys ?? []
  const held = lines.flatMap((line) => parseSshKey(line) ?? [])
  const stored = storedSshKeys().filter(({ line }) => !lines.includes(line))
  return [...held, ...stored.map((key) => ({ ...key, chosen: false }))]
}
