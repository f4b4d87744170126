'use client'
import { useAskCancelled, useCancelAsk } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ChainWire, MandateWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type RevokeDialogProps = { readonly name: string; readonly mandate: MandateWire; readonly onClose: () => void }

/**
 * Revokes on the chain the signing permission that a machine reports. A hacked machine can keep another permission to itself, so the dialog names the removal of
 * the machine as the sure way.
 */
export function RevokeDialog({ name, mandate, onClose }: RevokeDialogProps) {
  const t = useTranslations('machine.leave')
  const { data: chain } = useQuery(chainQuery(browserApi))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('revokeTitle', { name: givenName(name) })} description={t('revokeText')}>
      <div className="stack g3">
        <Callout tone="warn">{t('revokeReported')}</Callout>
        <p className="t13">{t.rich('revokeAgain', { command: (words) => <code>{words}</code> })}</p>
        <WalletBoundary waiting={null}>{chain !== undefined && <RevokeButton mandate={mandate} chain={chain} />}</WalletBoundary>
        <Button tone="ghost" full onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function RevokeButton({ mandate, chain }: { readonly mandate: MandateWire; readonly chain: ChainWire }) {
  const t = useTranslations('machine.leave')
  const queryClient = useQueryClient()
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const nonce = BigInt(mandate.nonce)
  const cancelled = useAskCancelled({ addresses, account: address(mandate.provider), nonce })
  const cancel = useCancelAsk({ addresses })
  if (cancelled.data === true)
    return (
      <p className="t13 go" role="status">
        {t('revoked')}
      </p>
    )
  return (
    <TransactionButton
      label={t('signRevoke')}
      disabled={cancelled.data === undefined}
      once
      send={() => cancel({ nonce })}
      done={t('revoked')}
      onDone={() => {
        void cancelled.refetch()
        for (const key of ['provider', 'listings', 'listing']) void queryClient.invalidateQueries({ queryKey: [key] })
      }}
    />
  )
}
