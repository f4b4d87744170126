'use client'
import { bidTypedData } from '@infinitio/domain'
import { beginWithSnapshot, handInSecrets, placeOrder, putWorkload, signBid, signingDomainOf, snapshotKeyOf } from '@infinitio/sdk'
import type { ChainWire, HoldWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { planOfDraft } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { keepAutoExtend } from '#web/parts/auto-extend/keptAutoExtend.ts'
import { heldLease } from '#web/features/booking/heldLease.ts'
import { type LeaseSetup, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { RecoveryActions } from '#web/features/booking/RecoveryActions.tsx'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { SignWords } from '#web/features/booking/SignWords.tsx'
import { TypedDataView } from '#web/features/booking/TypedDataView.tsx'
import { type BidDraft, useBidDraft } from '#web/features/booking/useBidDraft.ts'
import { keepSnapshotKey } from '#web/features/disk/keptSnapshotKey.ts'
import { keepSecrets } from '#web/features/secrets/keptSecrets.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type SignBoxProps = { readonly hold: HoldWire; readonly setup: LeaseSetup; readonly onPlaced: (orderHash: string) => void }

/** What is signed, in words, and the one button. The typed data is one click away. */
export function SignBox(props: SignBoxProps) {
  return (
    <SignFrame>
      <WalletBoundary waiting={<SignPreparing />}>
        <SignBody {...props} />
      </WalletBoundary>
    </SignFrame>
  )
}

function SignBody({ hold, setup, onPlaced }: SignBoxProps) {
  const t = useTranslations('book.sign')
  const tAuto = useTranslations('autoExtend')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const draft = useBidDraft({ hold, setup, wallet, chain })
  const [isShown, setIsShown] = useState(false)
  const signing = useSignAndPlace({ hold, setup, draft, chain, onPlaced })
  const problem = setupProblem(setup)
  const mayNotExtend = problem === null && leavesNoStep({ hold, setup, chain })
  if (hold.listing === null)
    return (
      <Callout tone="warn" alert>
        <p className="mb-2">{t('nodeGone')}</p>
        <RecoveryActions code="order.ask_gone" hold={hold} onSignAgain={() => signing.mutate()} />
      </Callout>
    )
  if (draft === null || chain === undefined) return <SignPreparing />
  return (
    <>
      <SignWords bid={draft.bid} feeBps={chain.feeBps} nodeName={hold.listing?.name ?? ''} keyCount={draft.workload.sshKeys.length} />
      {problem !== null && <p className="t13 warn">{t(problem)}</p>}
      {mayNotExtend && <p className="t13 warn">{tAuto('invalid')}</p>}
      {setup.autoExtend.isOn && !mayNotExtend && <p className="t13">{tAuto('later')}</p>}
      <SignerButton
        label={signing.isPending ? t('signing') : t('sign')}
        disabled={problem !== null || mayNotExtend || signing.isPending}
        onSign={() => signing.mutate()}
      />
      {signing.isError && (
        <Callout tone="warn" alert>
          <p className="mb-2">
            {signingProblemOf(signing.error).sentence} <span className="mono dim">{signingProblemOf(signing.error).code}</span>
          </p>
          <RecoveryActions code={signingProblemOf(signing.error).code} hold={hold} onSignAgain={() => signing.mutate()} />
        </Callout>
      )}
      <p className="row between t12 dim">
        <span>{t('signatures', { count: setup.snapshot === null ? 1 : 2 })}</span>
        <button type="button" className="link" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
          {t(isShown ? 'hideTypedData' : 'showTypedData')}
        </button>
      </p>
      {isShown && <TypedDataView data={bidTypedData(draft.bid, signingDomainOf(chain))} />}
    </>
  )
}

/** What was chosen for the time after may leave no room for a step: said before anything is signed. */
function leavesNoStep({ hold, setup, chain }: Omit<SignArgs, 'draft' | 'onPlaced'>): boolean {
  return setup.autoExtend.isOn && chain !== undefined && 'problem' in planOfDraft(setup.autoExtend, heldLease(hold, chain, chain.chainNow).lease)
}

type SignArgs = SignBoxProps & { readonly draft: BidDraft | null; readonly chain: ChainWire | undefined }

/**
 * Puts the workload and its secrets, sealed to the held machine, lets the wallet sign the bid as shown, says what the disk begins with, hands it in.
 * Sending any of it again is harmless.
 */
function useSignAndPlace({ hold, setup, draft, chain, onPlaced }: SignArgs) {
  const queryClient = useQueryClient()
  const signer = useSigner()
  return useMutation({
    mutationFn: async () => {
      if (draft === null || chain === undefined || signer.state !== 'ready') throw new Error('The order is not ready to be signed yet.')
      await putWorkload(browserApi, { workloadHash: draft.workloadHash, workload: draft.workload })
      if (draft.secrets !== null && hold.listing !== null) {
        keepSecrets(draft.secrets)
        await handInSecrets(browserApi, { ...draft, nodeId: hold.listing.node, secrets: draft.secrets })
      }
      const leaseName = setup.name.trim()
      const order = await signBid(signer.signer, { bid: draft.bid, chain, holdId: hold.holdId, ...(leaseName === '' ? {} : { leaseName }) })
      if (setup.snapshot !== null) {
        const key = await snapshotKeyOf(signer.signer, { chain })
        keepSnapshotKey(signer.signer.address, key.renterKey)
        await beginWithSnapshot(browserApi, { snapshot: setup.snapshot, account: signer.signer.address, key, bid: draft.bid, chain })
      }
      return placeOrder(browserApi, order)
    },
    onSuccess: ({ orderHash }) => {
      if (setup.autoExtend.isOn) keepAutoExtend(orderHash, setup.autoExtend)
      window.sessionStorage.setItem(`infinitio.signedAt.${orderHash}`, Date.now().toString())
      onPlaced(orderHash)
    },
    // The number of the order may be used now, and the clock has moved: draw both anew.
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: ['wallet'] })
      void queryClient.invalidateQueries({ queryKey: ['chain'] })
    },
  })
}
