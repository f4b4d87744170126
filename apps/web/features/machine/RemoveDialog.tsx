'use client'
import { useRetireMachine } from '@infinitio/chain/react'
import { hex32 } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { getMachine, refusal } from '@infinitio/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { pauseAsk } from '#web/features/asks/pauseAsk.ts'
import { BondLink } from '#web/features/machine/BondLink.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type RemoveDialogProps = { readonly machine: Machine; readonly onClose: () => void }

/** Removes a machine from the market: takes its ask out of the order book, and retires it on the chain. Refuses while a lease runs on it. */
export function RemoveDialog({ machine, onClose }: RemoveDialogProps) {
  const t = useTranslations('machine.leave')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const running = liveLeases(machine)
  const [isDone, setIsDone] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('removeTitle', { name: givenName(machine.node.name) })}
      description={t('removeText')}
    >
      <div className="stack g3">
        {!isDone && (
          <ul className="pair-limits t13">
            {(['forEver', 'bond', 'computer'] as const).map((line) => (
              <li key={line}>{t.rich(`line.${line}`, { command: (words) => <code>{words}</code> })}</li>
            ))}
          </ul>
        )}
        {isDone && <BondLink />}
        <WalletBoundary waiting={null}>
          {chain !== undefined && <RemoveButton {...{ machine, chain, running, onRemoved: () => setIsDone(true) }} />}
        </WalletBoundary>
        <Button tone="ghost" full onClick={onClose}>
          {t(isDone ? 'close' : 'keep')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Returns the number of leases that run on a machine, or that are booked there. */
export function liveLeases({ leases }: Pick<Machine, 'leases'>): number {
  return leases.filter(({ state }) => state === 'booked' || state === 'active').length
}

type RemoveButtonProps = {
  readonly machine: Machine
  readonly chain: ChainWire
  /** The number of leases that run on the machine. */
  readonly running: number
  readonly onRemoved: () => void
}

function RemoveButton({ machine: { node }, chain, running, onRemoved }: RemoveButtonProps) {
  const t = useTranslations('machine.leave')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const retire = useRetireMachine(addresses)
  return (
    <TransactionButton
      label={t('sign')}
      reason={running > 0 ? t('running', { count: running }) : null}
      once
      send={async () => {
        if (signer.state !== 'ready') throw new Error('unreachable: the button needs a wallet')
        await pauseAsk(signer.signer, node.node)
        // A renter may have rented the machine since the page loaded.
        const since = liveLeases(await getMachine(browserApi, node.node))
        if (since > 0) throw refusal('node.leases_running', { detail: String(since) })
        return await retire(hex32(node.node))
      }}
      done={t('removed')}
      onDone={() => {
        onRemoved()
        for (const key of ['provider', 'listings', 'listing', 'classes']) void queryClient.invalidateQueries({ queryKey: [key] })
      }}
    />
  )
}
