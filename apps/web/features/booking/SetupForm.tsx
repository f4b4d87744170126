'use client'
import type { TemplateMachine } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { AutoExtendField } from '#web/features/auto-extend/AutoExtendField.tsx'
import { BookingPlans } from '#web/features/booking/BookingPlans.tsx'
import { BookingSummary } from '#web/features/booking/BookingSummary.tsx'
import { leaseOfCheckout } from '#web/features/booking/leaseOfCheckout.ts'
import { SetupPart } from '#web/features/booking/SetupPart.tsx'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { SizeFields } from '#web/features/booking/SizeFields.tsx'
import { useSetup } from '#web/features/booking/useSetup.ts'
import { FoldPart, WorkloadParts } from '#web/features/booking/WorkloadParts.tsx'
import { RestoreField } from '#web/features/disk/RestoreField.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import type { RentSize } from '#web/parts/checkout/rentBounds.ts'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

const SignBox = dynamic(() => import('#web/features/booking/SignBox.tsx').then((module) => module.SignBox), {
  ssr: false,
  loading: () => (
    <SignFrame>
      <SignPreparing />
    </SignFrame>
  ),
})

type SetupFormProps = {
  readonly checkout: Checkout
  readonly onPlaced: (orderHash: string) => void
  /** Content above the form: either the countdown of the hold (the reserved time), or the start of the lease. */
  readonly head: ReactNode
  /** Changes the number of GPUs and the duration; null while a hold fixes both. */
  readonly onSize: ((size: RentSize) => void) | null
}

/** Draws the checkout form: the workload, the SSH keys, the bill and the signature. */
export function SetupForm({ checkout, onPlaced, head, onSize }: SetupFormProps) {
  const t = useTranslations('book')
  const tAuto = useTranslations('autoExtend')
  const machine = machineOf(checkout)
  const [timeBlock, setTimeBlock] = useState<DurationBlock | null>(null)
  const { setup, change, placed } = useSetup({ key: checkout.key, node: checkout.node, machine }, onPlaced)
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const chainNow = useChainNow(chain?.chainNow ?? checkout.serverNow)
  return (
    <>
      {head}
      <div className="bc">
        <div>
          <h1 className="mb-5">{t('title')}</h1>
          <SetupPart title={t('size.title')}>
            <SizeFields checkout={checkout} name={setup.name} onName={(name) => change({ name })} onSize={onSize} onBlock={setTimeBlock} />
          </SetupPart>
          <WorkloadParts setup={setup} change={change} machine={machine} />
          {wallet !== undefined && checkout.listing !== null && (
            <FoldPart
              title={t('disk.title')}
              text={t('disk.text')}
              none={t('fold.emptyDisk')}
              chosen={setup.snapshot === null ? null : t('disk.of', { at: momentText(setup.snapshot.takenAt ?? setup.snapshot.createdAt) })}
            >
              <RestoreField
                account={wallet.account}
                listing={checkout.listing}
                now={checkout.serverNow}
                chosen={setup.snapshot}
                onChosen={(snapshot) => change({ snapshot })}
              />
            </FoldPart>
          )}
          {chain !== undefined && checkout.listing !== null && (
            <FoldPart
              title={tAuto('title')}
              text={tAuto('text')}
              chosen={setup.autoExtend.isOn ? t('fold.upTo', { budget: setup.autoExtend.budget }) : t('fold.ends')}
            >
              <AutoExtendField
                draft={setup.autoExtend}
                onDraft={(autoExtend) => change({ autoExtend })}
                {...leaseOfCheckout(checkout, chain, chainNow)}
              />
            </FoldPart>
          )}
          {chain !== undefined && <BookingPlans checkout={checkout} chain={chain} wallet={wallet} />}
        </div>
        <aside className="stack g4" aria-label={t('aside')}>
          {chain !== undefined && <BookingSummary checkout={checkout} chain={chain} wallet={wallet} />}
          <SignBox checkout={checkout} setup={setup} timeBlock={timeBlock} onPlaced={placed} />
        </aside>
      </div>
    </>
  )
}

/** Returns the data about the rented GPUs that decides which templates can run there. Returns null if nobody can rent the machine now. */
function machineOf({ listing, gpus }: Checkout): TemplateMachine | null {
  return listing === null ? null : { runtime: listing.runtime, gpus, vramGib: listing.vramGib, diskGib: listing.diskGib }
}
